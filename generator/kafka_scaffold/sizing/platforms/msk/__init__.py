"""Amazon MSK: Standard, Express and Serverless."""

from kafka_scaffold.sizing.platforms.msk.sizing import SIZING


__all__ = ["SIZING"]
