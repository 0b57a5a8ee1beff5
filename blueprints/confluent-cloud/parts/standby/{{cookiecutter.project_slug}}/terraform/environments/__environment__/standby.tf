{% import "terraform.j2" as tf %}
{% import "network.j2" as net %}
{% set details = environment.details %}
{% set recovery = details.recovery %}
{% set units = recovery.max_ecku or recovery.cku %}
{{ tf.header("The standby in " ~ recovery.region ~ ": an environment, a cluster and a Schema Registry of its own, so that nothing of it hangs on " ~ details.region ~ ". terraform/data/" ~ environment.environment.name ~ " fills it. " ~ recovery.reason ~ ".") }}

resource "confluent_environment" "standby" {
  display_name = {{ recovery.environment_name | hcl }}

  stream_governance {
    # As the one it stands in for: schemas are copied to it.
    package = {{ details.governance | hcl }}
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

resource "confluent_kafka_cluster" "standby" {
  display_name = {{ recovery.cluster_name | hcl }}
{{ tf.decided("availability", recovery.availability) }}
  cloud        = {{ details.provider | upper | hcl }}
  region       = {{ recovery.region | hcl }}
  # A second guard, in Confluent Cloud itself.
  deletion_protection = {{ details.protect | hcl }}

  {{ details.variant }} {
{{ tf.decided(units.name, units, 4) }}
  }

  environment {
    id = confluent_environment.standby.id
  }
{% if details.variant == "dedicated" and details.private %}

  network {
    id = confluent_network.standby.id
  }
{% endif %}
{% if details.own_key %}

  byok_key {
    id = confluent_byok_key.standby.id
  }
{% endif %}

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
{% if details.own_key and details.provider == "azure" %}

    precondition {
      condition     = var.standby_key_principal_id != null
      error_message = "Confluent cannot use the key yet: follow the steps at the top of standby-key.tf, then set standby_key_principal_id."
    }
{% endif %}
  }
{% set before = [] %}
{% if details.own_key %}
{% set _ = before.extend({"aws": ["aws_kms_key_policy.standby"], "gcp": ["google_kms_crypto_key_iam_member.standby_use", "google_kms_crypto_key_iam_member.standby_view"], "azure": ["azurerm_role_assignment.standby_key_reader", "azurerm_role_assignment.standby_key_user"]}[details.provider]) %}
{% endif %}
{% if details.by_access_point %}
{% set _ = before.append("confluent_access_point.standby") %}
{% endif %}
{% if before %}

  depends_on = [
{% for one in before %}
    {{ one }},
{% endfor %}
  ]
{% endif %}
}

data "confluent_schema_registry_cluster" "standby" {
  environment {
    id = local.standby_registry_environment_id
  }
}

locals {
  # By way of a local, as environment.tf tells: a change of the cluster must not make keys and roles anew.
  standby_registry_environment_id = confluent_kafka_cluster.standby.id == "" ? null : confluent_environment.standby.id

  standby_kafka_crn    = "${confluent_kafka_cluster.standby.rbac_crn}/kafka=${confluent_kafka_cluster.standby.id}"
  standby_registry_crn = data.confluent_schema_registry_cluster.standby.resource_name

{% if details.by_access_point %}
  # The endpoint of the access point, not the cluster's others.
  standby_endpoint = one([
    for endpoint in confluent_kafka_cluster.standby.endpoints :
    endpoint if endpoint.access_point_id == confluent_access_point.standby.id
  ])
  standby_bootstrap_servers = replace(local.standby_endpoint.bootstrap_endpoint, "/^[A-Z_]+:[/][/]/", "")
  standby_rest_endpoint     = local.standby_endpoint.rest_endpoint
{% else %}
  standby_bootstrap_servers = replace(confluent_kafka_cluster.standby.bootstrap_endpoint, "/^[A-Z_]+:[/][/]/", "")
  standby_rest_endpoint     = confluent_kafka_cluster.standby.rest_endpoint
{% endif %}

  # As the network there reaches it; Confluent has no private one for every region and network.
  standby_schema_registry_url = {{ net.registry_url(details, "standby", recovery.region) }}
}
