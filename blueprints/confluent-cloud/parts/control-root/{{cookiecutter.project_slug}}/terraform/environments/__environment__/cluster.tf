{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set units = details.max_ecku or details.cku %}
{{ tf.header("The Kafka cluster.") }}

resource "confluent_kafka_cluster" "main" {
  display_name = {{ details.cluster_name | hcl }}
{{ tf.decided("availability", details.availability) }}
  cloud        = {{ details.provider | upper | hcl }}
  region       = {{ details.region | hcl }}
  # A second guard, in Confluent Cloud itself.
  deletion_protection = {{ details.protect | hcl }}

  {{ details.variant }} {
{{ tf.decided(units.name, units, 4) }}
  }

  environment {
    id = confluent_environment.main.id
  }
{% if details.variant == "dedicated" and details.private %}

  network {
    id = confluent_network.main.id
  }
{% endif %}
{% if details.own_key %}

  byok_key {
    id = confluent_byok_key.main.id
  }
{% endif %}

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
{% if details.own_key and details.provider == "azure" %}

    precondition {
      condition     = var.key_principal_id != null
      error_message = "Confluent cannot use the key yet: follow the steps at the top of key.tf, then set key_principal_id."
    }
{% endif %}
  }
{% set before = [] %}
{% if details.own_key %}
{% set _ = before.extend({"aws": ["aws_kms_key_policy.main"], "gcp": ["google_kms_crypto_key_iam_member.use", "google_kms_crypto_key_iam_member.view"], "azure": ["azurerm_role_assignment.key_reader", "azurerm_role_assignment.key_user"]}[details.provider]) %}
{% endif %}
{% if details.by_access_point %}
{% set _ = before.append("confluent_access_point.main") %}
{% endif %}
{% if before %}

  depends_on = [
{% for one in before %}
    {{ one }},
{% endfor %}
  ]
{% endif %}
}

{% set on_kafka = details.identities | map(attribute="bindings") | sum(start=[]) | rejectattr("kind", "in", ["cluster", "environment", "subject"]) | list %}
locals {
{% if on_kafka or details.flink or details.recovery %}
  kafka_crn = "${confluent_kafka_cluster.main.rbac_crn}/kafka=${confluent_kafka_cluster.main.id}"

{% endif %}
{% if details.by_access_point %}
  # The endpoint of this repository's own access point, not the cluster's others.
  endpoint = one([
    for endpoint in confluent_kafka_cluster.main.endpoints :
    endpoint if endpoint.access_point_id == confluent_access_point.main.id
  ])
  bootstrap_servers = replace(try(local.endpoint.bootstrap_endpoint, confluent_kafka_cluster.main.bootstrap_endpoint), "/^[A-Z_]+:[/][/]/", "")
  rest_endpoint     = try(local.endpoint.rest_endpoint, confluent_kafka_cluster.main.rest_endpoint)
{% else %}
  bootstrap_servers = replace(confluent_kafka_cluster.main.bootstrap_endpoint, "/^[A-Z_]+:[/][/]/", "")
  rest_endpoint     = confluent_kafka_cluster.main.rest_endpoint
{% endif %}
}
