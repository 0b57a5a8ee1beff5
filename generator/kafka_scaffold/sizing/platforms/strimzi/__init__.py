"""Strimzi: Apache Kafka on Kubernetes, on EKS, GKE, AKS or a cluster that exists."""

from kafka_scaffold.model.answers import CloudProvider


# What answers are judged by, without the rest of the platform being loaded.
VARIANTS = ("network-disk", "local-disk")
PROVIDERS = tuple(CloudProvider)
