{% import "terraform.j2" as tf %}
{% import "aws.j2" as aws %}
{% import "msk.j2" as msk %}
{% set details = environment.details %}
{% set cluster = msk.cluster(details) %}
{% set serverless = details.variant == "serverless" %}
{{ tf.header("What clients, pipelines and people need to know.") }}
{% if plan.flags.alerts %}

output "alarm_topic_arns" {
  description = "SNS topics of alarms, by severity."
  value = {
    page   = aws_sns_topic.page.arn
    ticket = aws_sns_topic.ticket.arn
  }
}
{% endif %}
{% if plan.flags.iam %}

output "application_policy_arns" {
  description = "IAM policies by application, role and part."
  value       = { for key, policy in aws_iam_policy.applications : key => policy.arn }
}
{% endif %}

output "bootstrap_servers" {
  description = "Addresses that clients start from, by listener."
  value = {
{% set keys = [] %}
{% for listener in details.listeners %}
{% set key = (listener.name if listener.reach == "vpc" and not listener.bootstrap_attribute.endswith("_ipv6") else (listener.name ~ "_ipv6" if listener.reach == "vpc" else listener.name ~ "_" ~ listener.reach)) | hcl_name %}
{% if keys.append((key, cluster ~ "." ~ listener.bootstrap_attribute)) %}{% endif %}
{% endfor %}
{{ tf.arguments(keys, 4) }}
  }
}

output "client_security_group_ids" {
  description = "Security groups that give workloads a way to the brokers, by application."
  value       = { for name, group in aws_security_group.clients : name => group.id }
}

output "cluster_arn" {
  description = "ARN of the cluster."
  value       = {{ cluster }}.arn
}

output "cluster_name" {
  description = "Name of the cluster."
  value       = {{ cluster }}.cluster_name
}

output "cluster_uuid" {
  description = "The part of the ARN that tells clusters of one name apart; it is in the ARNs of topics and groups."
  value       = {{ cluster }}.cluster_uuid
}
{% if plan.flags.connect %}

output "connector_arns" {
  description = "Connectors that exist, by name."
{% set parts = [] %}
{% for connector in details.connectors %}
{% if parts.append("{ for name, connector in aws_mskconnect_connector." ~ (connector.name | hcl_label) ~ " : name => connector.arn }") %}{% endif %}
{% endfor %}
  value       = merge({{ parts | join(", ") }})
}
{% endif %}

output "dashboard_name" {
  description = "CloudWatch dashboard."
  value       = aws_cloudwatch_dashboard.main.dashboard_name
}

output "kms_key_arn" {
  description = "Key of logs and alarms{{ ", and of data at rest" if details.own_key else "" }}."
  value       = aws_kms_key.main.arn
}
{% if details.open_monitoring %}

output "prometheus_security_group_id" {
  description = "Security group for the Prometheus that scrapes the brokers."
  value       = aws_security_group.prometheus.id
}
{% endif %}
{% if plan.flags.schemas %}

output "schema_reader_policy_arn" {
  description = "IAM policy for whoever reads schemas."
  value       = aws_iam_policy.schema_readers.arn
}

output "schema_registry_arn" {
  description = "Glue schema registry."
  value       = aws_glue_registry.main.arn
}
{% endif %}
{% if plan.flags.scram %}

output "scram_secret_arns" {
  description = "Secrets with name and password, by user."
  value       = { for user, secret in aws_secretsmanager_secret.scram : user => secret.arn }
}
{% endif %}

output "subnet_ids" {
  description = "Subnets of the brokers."
  value       = {{ aws.broker_subnets(environment.environment.network) }}
}
{% if plan.flags.topics_as_terraform and environment.topics %}

output "topic_arns" {
  description = "Topics, by name."
  value       = { for name, topic in aws_msk_topic.main : name => topic.arn }
}
{% endif %}

output "vpc_id" {
  description = "Network of the brokers."
  value       = {{ aws.vpc(environment.environment.network) }}.id
}
