"""Confluent Cloud: cluster types sized in eCKU and CKU."""
