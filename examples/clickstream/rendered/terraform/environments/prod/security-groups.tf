# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Who reaches the brokers: one group per application. A workload gets access by carrying its group.

resource "aws_security_group" "brokers" {
  name        = "kafka-clickstream-prod-brokers"
  description = "Brokers; replies need no rule and brokers open no connection through this network"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "clickstream-prod-brokers"
  }
}

resource "aws_security_group" "clients" {
  #checkov:skip=CKV2_AWS_5:The workloads that carry these groups are deployed elsewhere
  for_each = toset(["web", "sessions", "ads", "lake", "accounts", "operators"])

  name        = "kafka-clickstream-prod-client-${each.value}"
  description = "Kafka clients of clickstream-prod: ${each.value}"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "clickstream-prod-client-${each.value}"
  }
}

resource "aws_vpc_security_group_ingress_rule" "clients_iam_9098" {
  for_each = aws_security_group.clients

  security_group_id            = aws_security_group.brokers.id
  description                  = "Kafka (iam) from ${each.key}"
  referenced_security_group_id = each.value.id
  from_port                    = 9098
  to_port                      = 9098
  ip_protocol                  = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "clients_iam_9098" {
  for_each = aws_security_group.clients

  security_group_id            = each.value.id
  description                  = "Kafka (iam) to the brokers"
  referenced_security_group_id = aws_security_group.brokers.id
  from_port                    = 9098
  to_port                      = 9098
  ip_protocol                  = "tcp"
}

resource "aws_security_group" "prometheus" {
  #checkov:skip=CKV2_AWS_5:The Prometheus that carries this group is deployed elsewhere
  name        = "kafka-clickstream-prod-prometheus"
  description = "Prometheus that scrapes the brokers of clickstream-prod"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "clickstream-prod-prometheus"
  }
}

resource "aws_vpc_security_group_ingress_rule" "prometheus" {
  security_group_id            = aws_security_group.brokers.id
  description                  = "Metrics of Kafka (11001) and of the host (11002)"
  referenced_security_group_id = aws_security_group.prometheus.id
  from_port                    = 11001
  to_port                      = 11002
  ip_protocol                  = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "prometheus" {
  security_group_id            = aws_security_group.prometheus.id
  description                  = "Metrics of the brokers"
  referenced_security_group_id = aws_security_group.brokers.id
  from_port                    = 11001
  to_port                      = 11002
  ip_protocol                  = "tcp"
}
