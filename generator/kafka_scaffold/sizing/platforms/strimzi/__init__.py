"""Strimzi: Apache Kafka on Kubernetes, on EKS, GKE, AKS or a cluster that exists."""
