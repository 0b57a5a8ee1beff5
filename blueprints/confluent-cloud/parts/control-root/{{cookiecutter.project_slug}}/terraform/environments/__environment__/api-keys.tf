{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set registered = details.schemas | length > 0 %}
{% set keyed = details.keyed | map(attribute="name") | list %}
{% set own = ["data-plane"] + (["link"] if details.recovery else []) %}
{% set owners = keyed + own + ["metrics"] %}
{{ tf.header("API keys, one per owner and generation. Adding a generation makes a key beside the one in use; the secret store hands out the last of the list; removing the first ends it (docs/runbooks/key-rotation.md).") }}

locals {
  key_owners = {
{% set pairs = [] %}
{% for name in keyed %}
{% set _ = pairs.append((name | hcl, "confluent_service_account.applications[" ~ (name | hcl) ~ "]")) %}
{% endfor %}
{% set _ = pairs.append(('"data-plane"', "confluent_service_account.data")) %}
{% if details.recovery %}
{% set _ = pairs.append(('"link"', "confluent_service_account.link")) %}
{% endif %}
{% set _ = pairs.append(('"metrics"', "confluent_service_account.metrics")) %}
{{ tf.arguments(pairs, 4) }}
  }

  generations = { for owner in {{ owners | hcl }} : owner => lookup(var.key_generations, owner, [1]) }

  keys = merge([
    for owner, generations in local.generations : {
      for generation in generations : "${owner}/${generation}" => { owner = owner, generation = generation }
    }
  ]...)

  # The key that an owner is handed.
  current_keys = { for owner, generations in local.generations : owner => "${owner}/${generations[length(generations) - 1]}" }
}

resource "confluent_api_key" "kafka" {
  for_each = { for key, made in local.keys : key => made if contains({{ (keyed + own) | hcl }}, made.owner) }

  display_name = "${local.key_owners[each.value.owner].display_name}-kafka-${each.value.generation}"
  description  = "Generation ${each.value.generation} of ${each.value.owner} for {{ details.cluster_name | hcl_in }}"
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
    id          = confluent_kafka_cluster.main.id
    api_version = confluent_kafka_cluster.main.api_version
    kind        = confluent_kafka_cluster.main.kind

    environment {
      id = confluent_environment.main.id
    }
  }

  # Who gets a key early is refused for as long as its roles are not known everywhere.
  depends_on = [confluent_role_binding.data{{ ", confluent_role_binding.link" if details.recovery else "" }}]
}

resource "confluent_api_key" "schema_registry" {
  for_each = { for key, made in local.keys : key => made if contains({{ ((keyed if registered else []) + ["data-plane"]) | hcl }}, made.owner) }

  display_name = "${local.key_owners[each.value.owner].display_name}-schema-registry-${each.value.generation}"
  description  = "Generation ${each.value.generation} of ${each.value.owner} for Schema Registry of {{ details.environment_name | hcl_in }}"
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
    id          = data.confluent_schema_registry_cluster.main.id
    api_version = data.confluent_schema_registry_cluster.main.api_version
    kind        = data.confluent_schema_registry_cluster.main.kind

    environment {
      id = confluent_environment.main.id
    }
  }

  depends_on = [confluent_role_binding.data]
}

# For Confluent Cloud's own interface: connectors and look-ups of the data plane, and the Metrics API.
resource "confluent_api_key" "cloud" {
  for_each = { for key, made in local.keys : key => made if contains(["data-plane", "metrics"], made.owner) }

  display_name = "${local.key_owners[each.value.owner].display_name}-cloud-${each.value.generation}"
  description  = "Generation ${each.value.generation} of ${each.value.owner} for Confluent Cloud"

  owner {
    id          = local.key_owners[each.value.owner].id
    api_version = local.key_owners[each.value.owner].api_version
    kind        = local.key_owners[each.value.owner].kind
  }

  depends_on = [confluent_role_binding.data, confluent_role_binding.metrics]
}
