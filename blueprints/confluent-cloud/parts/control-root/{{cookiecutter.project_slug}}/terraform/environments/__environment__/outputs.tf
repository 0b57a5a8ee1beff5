{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("What people and clients need to know. No secret is among them: those are in the secret store.") }}

output "bootstrap_servers" {
  description = "Where clients begin."
  value       = local.bootstrap_servers
}

output "cluster_id" {
  description = "Id of the Kafka cluster, which OAuth clients and metrics name."
  value       = confluent_kafka_cluster.main.id
}

output "environment_id" {
  description = "Id of the Confluent environment."
  value       = confluent_environment.main.id
}
{% if details.sign_in != "api-key" %}

output "identity_pool_ids" {
  description = "Pools that applications sign in to, by application."
  value       = { for name in keys(local.pools) : name => local.principal_ids[name] }
}
{% endif %}
{% if details.own_key and details.provider == "azure" %}

output "key_application_id" {
  description = "Application that Confluent uses the key as."
  value       = confluent_byok_key.main.azure[0].application_id
}
{% endif %}
{% if details.ksql %}

output "ksqldb_endpoint" {
  description = "Address of ksqlDB."
  value       = confluent_ksql_cluster.main.rest_endpoint
}
{% endif %}

output "rest_endpoint" {
  description = "Kafka's REST interface, which the data plane must reach."
  value       = local.rest_endpoint
}

output "schema_registry_url" {
  description = "Address of Schema Registry."
  value       = local.schema_registry_url
}

output "secret_names" {
  description = "Secrets in the secret store, by who reads them."
  value       = { for name in local.secret_names : name => {{ {"aws": "aws_secretsmanager_secret.main[name].name", "gcp": "google_secret_manager_secret.main[name].secret_id", "azure": "azurerm_key_vault_secret.main[name].name"}[details.provider] }} }
}
{% if details.integrations %}

output "sink_buckets" {
  description = "Buckets that connectors write to, by connector: connectors in terraform/data/{{ environment.environment.name | hcl_in }}/terraform.tfvars."
  value = {
{% set pairs = [] %}
{% for connector in details.integrations %}
{% set _ = pairs.append((connector.name | hcl, "aws_s3_bucket.sink_" ~ (connector.name | hcl_label) ~ ".id")) %}
{% endfor %}
{{ tf.arguments(pairs, 4) }}
  }
}
{% endif %}
{% include "control_network_outputs.j2" ignore missing %}
