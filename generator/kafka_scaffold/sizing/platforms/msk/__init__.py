"""Amazon MSK: Standard, Express and Serverless."""
