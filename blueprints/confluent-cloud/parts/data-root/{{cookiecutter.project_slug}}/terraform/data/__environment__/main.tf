{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set cloud = plan.answers.cloud.provider %}
{{ tf.header("What the data plane manages. It is a module so that its tests need no keys: Terraform cannot mock the ephemeral resource of keys.tf.") }}

module "cluster" {
  source = "./cluster"

{% set pairs = [
  ("cluster_id", "data.confluent_kafka_cluster.main.id" if details.connectors or details.recovery or (details.catalogued and environment.topics) else none),
  ("connectors", "var.connectors" if details.connectors | selectattr("fill_ins") | list else none),
  ("environment_id", "data.confluent_environment.main.id" if details.connectors else none),
  ("flink_stopped", "var.flink_stopped" if details.flink else none),
  ("kafka_bootstrap_endpoint", "local.kafka.bootstrap_endpoint" if details.recovery else none),
  ("key_vault_id", "data.azurerm_key_vault.main.id" if cloud == "azure" and (details.recovery or details.connectors | selectattr("secrets") | list) else none),
  ("mirror_status", "var.mirror_status" if details.recovery and details.recovery.topics else none),
  ("paused_connectors", "var.paused_connectors" if details.connectors else none),
  ("schema_registry_id", "data.confluent_schema_registry_cluster.main.id" if details.catalogued and environment.topics else none),
] %}
{% if pairs | rejectattr(1, "none") | list %}
{{ tf.arguments(pairs) }}

{% endif %}
  providers = {
    confluent = confluent.cluster
  }
}
{% if environment.topics %}

# Topics that were there before this repository: nothing is made, and a plan shows what would change.
import {
  for_each = var.adopted_topics

  to = module.cluster.confluent_kafka_topic.main[each.value]
  id = "${data.confluent_kafka_cluster.main.id}/${each.value}"
}
{% endif %}
