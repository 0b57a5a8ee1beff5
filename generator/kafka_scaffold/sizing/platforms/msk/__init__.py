"""Amazon MSK: Standard, Express and Serverless."""

from kafka_scaffold.model.answers import CloudProvider


# What answers are judged by, without the rest of the platform being loaded.
VARIANTS = ("standard", "express", "serverless")
PROVIDERS = (CloudProvider.AWS,)
