"""The documents that settings of clients are cited from."""

KAFKA_DOCS = "Apache Kafka client configuration"
IAM_DOCS = "aws-msk-iam-auth 2.3.6, README"
RDKAFKA_DOCS = "librdkafka 2.15.0, CONFIGURATION.md"
