"""Kafka Connect's connectors, as any platform's workers run them."""
