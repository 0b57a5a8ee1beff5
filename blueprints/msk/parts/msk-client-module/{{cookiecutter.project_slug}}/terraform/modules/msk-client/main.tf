{% import "terraform.j2" as tf %}
{{ tf.header("For client accounts: a private way from their network to the cluster. Apply it there, after the cluster.") }}

terraform {
  required_version = ">= 1.11, < 2.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.69"
    }
  }
}

resource "aws_msk_vpc_connection" "main" {
  target_cluster_arn = var.cluster_arn
  authentication     = {{ {"iam": "SASL_IAM", "scram": "SASL_SCRAM", "mtls": "TLS"}[plan.primary.details.authentication] | hcl }}
  vpc_id             = var.vpc_id
  client_subnets     = var.subnet_ids
  security_groups    = [aws_security_group.connection.id]
}

resource "aws_security_group" "connection" {
  name        = "kafka-{{ plan.answers.name | hcl_in }}-${var.name}"
  description = "Way to {{ plan.answers.name | hcl_in }} over PrivateLink"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.client_security_group_ids

  security_group_id            = aws_security_group.connection.id
  description                  = "Kafka clients; each broker has a port of its own in this range"
  referenced_security_group_id = each.value
  from_port                    = 14001
  to_port                      = 14100
  ip_protocol                  = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "clients" {
  for_each = var.client_security_group_ids

  security_group_id            = each.value
  description                  = "Kafka over PrivateLink"
  referenced_security_group_id = aws_security_group.connection.id
  from_port                    = 14001
  to_port                      = 14100
  ip_protocol                  = "tcp"
}
