{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set registered = details.schemas | length > 0 %}
{% set keyed = details.keyed | map(attribute="name") | list %}
{% set own = ["data-plane", "link"] %}
{{ tf.header("Who may do what on the standby. A cluster link copies no roles and no keys, so they are made beforehand: a failover needs no Terraform.") }}

# The same accounts with the same roles; only the names of where they hold differ.
resource "confluent_role_binding" "standby_applications" {
  for_each = local.role_bindings

  principal = "User:${local.principal_ids[each.value.application]}"
  role_name = each.value.role
  crn_pattern = replace(
    replace(each.value.crn, local.kafka_crn, local.standby_kafka_crn),
    local.registry_crn, local.standby_registry_crn,
  )
  # Nothing here signs in as an application, so nothing has to wait until a role is known everywhere.
  disable_wait_for_ready = true
}

resource "confluent_role_binding" "standby_data" {
  for_each = {
    "CloudClusterAdmin" = confluent_kafka_cluster.standby.rbac_crn
    "DataSteward"       = confluent_environment.standby.resource_name
    "ResourceOwner"     = "${local.standby_registry_crn}/subject=*"
  }

  principal   = "User:${confluent_service_account.data.id}"
  role_name   = each.key
  crn_pattern = each.value
}

# The link and the schema exporter write here as this account.
resource "confluent_role_binding" "standby_link" {
  for_each = {
    "CloudClusterAdmin" = confluent_kafka_cluster.standby.rbac_crn
    "ResourceOwner"     = "${local.standby_registry_crn}/subject=*"
  }

  principal   = "User:${confluent_service_account.link.id}"
  role_name   = each.key
  crn_pattern = each.value
}

resource "confluent_role_binding" "standby_metrics" {
  principal   = "User:${confluent_service_account.metrics.id}"
  role_name   = "MetricsViewer"
  crn_pattern = confluent_environment.standby.resource_name
}

# Generations are those of the cluster it stands in for: key_generations rotates both.
resource "confluent_api_key" "standby_kafka" {
  for_each = { for key, made in local.keys : key => made if contains({{ (keyed + own) | hcl }}, made.owner) }

  display_name = "${local.key_owners[each.value.owner].display_name}-standby-kafka-${each.value.generation}"
  description  = "Generation ${each.value.generation} of ${each.value.owner} for {{ details.recovery.cluster_name | hcl_in }}"
{% if details.private %}
  # Trying the key would need a way into the cluster's network.
  disable_wait_for_ready = true
{% endif %}

  owner {
    id          = local.key_owners[each.value.owner].id
    api_version = local.key_owners[each.value.owner].api_version
    kind        = local.key_owners[each.value.owner].kind
  }

  managed_resource {
    id          = confluent_kafka_cluster.standby.id
    api_version = confluent_kafka_cluster.standby.api_version
    kind        = confluent_kafka_cluster.standby.kind

    environment {
      id = confluent_environment.standby.id
    }
  }

  # Who gets a key early is refused for as long as its roles are not known everywhere.
  depends_on = [confluent_role_binding.standby_data, confluent_role_binding.standby_link]
}

resource "confluent_api_key" "standby_schema_registry" {
  for_each = { for key, made in local.keys : key => made if contains({{ ((keyed if registered else []) + own) | hcl }}, made.owner) }

  display_name = "${local.key_owners[each.value.owner].display_name}-standby-schema-registry-${each.value.generation}"
  description  = "Generation ${each.value.generation} of ${each.value.owner} for Schema Registry of {{ details.recovery.environment_name | hcl_in }}"
{% if details.private %}
  # Trying the key would need a way into the network.
  disable_wait_for_ready = true
{% endif %}

  owner {
    id          = local.key_owners[each.value.owner].id
    api_version = local.key_owners[each.value.owner].api_version
    kind        = local.key_owners[each.value.owner].kind
  }

  managed_resource {
    id          = data.confluent_schema_registry_cluster.standby.id
    api_version = data.confluent_schema_registry_cluster.standby.api_version
    kind        = data.confluent_schema_registry_cluster.standby.kind

    environment {
      id = confluent_environment.standby.id
    }
  }

  depends_on = [confluent_role_binding.standby_data, confluent_role_binding.standby_link]
}
