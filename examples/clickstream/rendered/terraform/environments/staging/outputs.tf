# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# What clients, pipelines and people need to know.

output "alarm_topic_arns" {
  description = "SNS topics of alarms, by severity."
  value = {
    page   = aws_sns_topic.page.arn
    ticket = aws_sns_topic.ticket.arn
  }
}

output "application_policy_arns" {
  description = "IAM policies by application, role and part."
  value       = { for key, policy in aws_iam_policy.applications : key => policy.arn }
}

output "bootstrap_servers" {
  description = "Addresses that clients start from, by listener."
  value = {
    iam = aws_msk_cluster.main.bootstrap_brokers_sasl_iam
  }
}

output "client_security_group_ids" {
  description = "Security groups that give workloads a way to the brokers, by application."
  value       = { for name, group in aws_security_group.clients : name => group.id }
}

output "cluster_arn" {
  description = "ARN of the cluster."
  value       = aws_msk_cluster.main.arn
}

output "cluster_name" {
  description = "Name of the cluster."
  value       = aws_msk_cluster.main.cluster_name
}

output "cluster_uuid" {
  description = "The part of the ARN that tells clusters of one name apart; it is in the ARNs of topics and groups."
  value       = aws_msk_cluster.main.cluster_uuid
}

output "connector_arns" {
  description = "Connectors that exist, by name."
  value       = merge({ for name, connector in aws_mskconnect_connector.lake : name => connector.arn }, { for name, connector in aws_mskconnect_connector.accounts : name => connector.arn })
}

output "dashboard_name" {
  description = "CloudWatch dashboard."
  value       = aws_cloudwatch_dashboard.main.dashboard_name
}

output "kms_key_arn" {
  description = "Key of logs and alarms, and of data at rest."
  value       = aws_kms_key.main.arn
}

output "prometheus_security_group_id" {
  description = "Security group for the Prometheus that scrapes the brokers."
  value       = aws_security_group.prometheus.id
}

output "schema_reader_policy_arn" {
  description = "IAM policy for whoever reads schemas."
  value       = aws_iam_policy.schema_readers.arn
}

output "schema_registry_arn" {
  description = "Glue schema registry."
  value       = aws_glue_registry.main.arn
}

output "subnet_ids" {
  description = "Subnets of the brokers."
  value       = values(aws_subnet.brokers)[*].id
}

output "topic_arns" {
  description = "Topics, by name."
  value       = { for name, topic in aws_msk_topic.main : name => topic.arn }
}

output "vpc_id" {
  description = "Network of the brokers."
  value       = aws_vpc.main.id
}
