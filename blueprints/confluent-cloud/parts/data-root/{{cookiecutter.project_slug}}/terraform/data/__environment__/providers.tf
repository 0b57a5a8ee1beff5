{% import "terraform.j2" as tf %}
{% import "data.j2" as data %}
{% set details = environment.details %}
{{ tf.header("Who looks things up, and who changes the cluster. Keys come from keys.tf; ids and addresses by display name, so that this root needs no other root's state.") }}

# Looks up what the other one needs to know.
provider "confluent" {
  cloud_api_key    = {{ data.key("cloud_api_key") }}
  cloud_api_secret = {{ data.key("cloud_api_secret") }}
}

data "confluent_environment" "main" {
  display_name = {{ details.environment_name | hcl }}
}

data "confluent_kafka_cluster" "main" {
  display_name = {{ details.cluster_name | hcl }}

  environment {
    id = data.confluent_environment.main.id
  }
}
{% if details.registry %}

data "confluent_schema_registry_cluster" "main" {
  environment {
    id = data.confluent_environment.main.id
  }
}
{% endif %}

locals {
{% if details.by_access_point %}
  # The cluster has an address for each way to it; this is the one through its access point.
  kafka = {{ data.access_point("data.confluent_kafka_cluster.main", details.networking) }}
{% else %}
{{ tf.arguments([
  ("kafka", "data.confluent_kafka_cluster.main"),
  ("schema_registry_endpoint", "data.confluent_schema_registry_cluster.main.rest_endpoint" if details.registry and not (details.private and details.elastic) else none),
]) }}
{% endif %}
{% if details.registry %}
{% if details.private and details.elastic %}
  schema_registry_endpoint = lookup(
    data.confluent_schema_registry_cluster.main.private_regional_rest_endpoints,
    {{ details.region | hcl }},
    data.confluent_schema_registry_cluster.main.rest_endpoint,
  )
{% endif %}
{% endif %}
}

{{ ("Changes the one cluster" ~ (", the one Schema Registry" if details.registry else "") ~ (", the one compute pool" if details.flink else "") ~ " of this environment. Its keys are here, so that no resource carries them into the state.") | wrap(110) }}
provider "confluent" {
  alias = "cluster"

{% set pairs = [
  ("cloud_api_key", data.key("cloud_api_key")),
  ("cloud_api_secret", data.key("cloud_api_secret")),
  ("kafka_id", "data.confluent_kafka_cluster.main.id"),
  ("kafka_rest_endpoint", "local.kafka.rest_endpoint"),
  ("kafka_api_key", data.key("kafka_api_key")),
  ("kafka_api_secret", data.key("kafka_api_secret")),
] + ([
  ("schema_registry_id", "data.confluent_schema_registry_cluster.main.id"),
  ("schema_registry_rest_endpoint", "local.schema_registry_endpoint"),
  ("schema_registry_api_key", data.key("schema_registry_api_key")),
  ("schema_registry_api_secret", data.key("schema_registry_api_secret")),
] if details.registry else []) + ([
  ("organization_id", "data.confluent_organization.main.id"),
  ("environment_id", "data.confluent_environment.main.id"),
  ("flink_compute_pool_id", "data.confluent_flink_compute_pool.main.id"),
  ("flink_principal_id", "data.confluent_service_account.flink.id"),
  ("flink_rest_endpoint", '"https://flink${data.confluent_network.main.endpoint_suffix}"' if details.private and not details.elastic else "data.confluent_flink_region.main." ~ ("private_rest_endpoint" if details.private else "rest_endpoint")),
  ("flink_api_key", data.key("flink_api_key")),
  ("flink_api_secret", data.key("flink_api_secret")),
] if details.flink else []) %}
{{ tf.arguments(pairs) }}
}
