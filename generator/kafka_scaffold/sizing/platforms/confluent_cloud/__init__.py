"""Confluent Cloud: Basic, Standard, Enterprise, Freight and Dedicated clusters on AWS, Azure and Google Cloud."""

from kafka_scaffold.model.answers import CloudProvider


# What answers are judged by, without the rest of the platform being loaded.
VARIANTS = ("basic", "standard", "enterprise", "freight", "dedicated")
PROVIDERS = tuple(CloudProvider)
