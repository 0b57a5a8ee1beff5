{% import "terraform.j2" as tf %}
{% import "aws.j2" as aws %}
{% import "msk.j2" as msk %}
{% set details = environment.details %}
{% set adopt = environment.environment.adopt if details.variant != "serverless" else none %}
{% set network = environment.environment.network %}
{% set brokers = msk.broker_group(environment) %}
{{ tf.header("Who reaches the brokers: one group per application. A workload gets access by carrying its group.") }}

{% if adopt %}
data "aws_msk_cluster" "adopted" {
  cluster_name = {{ adopt.cluster_arn.split("/")[1] | hcl }}
}

locals {
  # An existing cluster keeps its groups; the rules below are added to the first of them.
  broker_security_group_id = sort(data.aws_msk_cluster.adopted.broker_node_group_info[0].security_groups)[0]
}
{% else %}
resource "aws_security_group" "brokers" {
{% if details.variant == "serverless" %}
  #checkov:skip=CKV2_AWS_5:The Serverless cluster carries it; the check does not know that resource
{% endif %}
  name        = {{ ("kafka-" ~ details.cluster_name ~ "-brokers") | fit(255) | hcl }}
  description = "Brokers; replies need no rule and brokers open no connection through this network"
  vpc_id      = {{ aws.vpc(network) }}.id

  tags = {
    Name = {{ (details.cluster_name ~ "-brokers") | hcl }}
  }
}
{% endif %}

resource "aws_security_group" "clients" {
  #checkov:skip=CKV2_AWS_5:The workloads that carry these groups are deployed elsewhere
  for_each = toset({{ msk.groups(plan, details) }})

  name        = "kafka-{{ details.cluster_name | hcl_in }}-client-${each.value}"
  description = "Kafka clients of {{ details.cluster_name | hcl_in }}: ${each.value}"
  vpc_id      = {{ aws.vpc(network) }}.id

  tags = {
    Name = "{{ details.cluster_name | hcl_in }}-client-${each.value}"
  }
}
{% for listener in details.listeners if listener.reach == "vpc" %}
{% set label = (listener.name ~ "_" ~ listener.port) | hcl_name %}

resource "aws_vpc_security_group_ingress_rule" "clients_{{ label }}" {
  for_each = aws_security_group.clients

  security_group_id            = {{ brokers }}
  description                  = "Kafka ({{ listener.name | hcl_in }}) from ${each.key}"
  referenced_security_group_id = each.value.id
  from_port                    = {{ listener.port }}
  to_port                      = {{ listener.port }}
  ip_protocol                  = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "clients_{{ label }}" {
  for_each = aws_security_group.clients

  security_group_id            = each.value.id
  description                  = "Kafka ({{ listener.name | hcl_in }}) to the brokers"
  referenced_security_group_id = {{ brokers }}
  from_port                    = {{ listener.port }}
  to_port                      = {{ listener.port }}
  ip_protocol                  = "tcp"
}
{% endfor %}
{% for listener in details.listeners if listener.reach == "public" %}

resource "aws_vpc_security_group_ingress_rule" "public_{{ (listener.name ~ "_" ~ listener.port) | hcl_name }}" {
  for_each = toset([
{% for cidr in plan.answers.security.allowed_cidrs %}
    {{ cidr | hcl }},
{% endfor %}
  ])

  security_group_id = {{ brokers }}
  description       = "Kafka ({{ listener.name | hcl_in }}) over the internet from ${each.value}"
  cidr_ipv4         = each.value
  from_port         = {{ listener.port }}
  to_port           = {{ listener.port }}
  ip_protocol       = "tcp"
}
{% endfor %}
{% if details.private_link %}

# PrivateLink gives each broker a port of its own in this range and enters through the brokers' subnets.
resource "aws_vpc_security_group_ingress_rule" "private_link" {
  security_group_id = {{ brokers }}
  description       = "Kafka over PrivateLink"
  cidr_ipv4         = {{ aws.vpc(network) }}.cidr_block
  from_port         = 14001
  to_port           = 14100
  ip_protocol       = "tcp"
}
{% endif %}
{% if details.open_monitoring %}

resource "aws_security_group" "prometheus" {
  #checkov:skip=CKV2_AWS_5:The Prometheus that carries this group is deployed elsewhere
  name        = {{ ("kafka-" ~ details.cluster_name ~ "-prometheus") | fit(255) | hcl }}
  description = {{ ("Prometheus that scrapes the brokers of " ~ details.cluster_name) | hcl }}
  vpc_id      = {{ aws.vpc(network) }}.id

  tags = {
    Name = {{ (details.cluster_name ~ "-prometheus") | hcl }}
  }
}

resource "aws_vpc_security_group_ingress_rule" "prometheus" {
  security_group_id            = {{ brokers }}
  description                  = "Metrics of Kafka (11001) and of the host (11002)"
  referenced_security_group_id = aws_security_group.prometheus.id
  from_port                    = 11001
  to_port                      = 11002
  ip_protocol                  = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "prometheus" {
  security_group_id            = aws_security_group.prometheus.id
  description                  = "Metrics of the brokers"
  referenced_security_group_id = {{ brokers }}
  from_port                    = 11001
  to_port                      = 11002
  ip_protocol                  = "tcp"
}
{% endif %}
