{% import "terraform.j2" as tf %}
{% import "sides.j2" as sides with context %}
{% set side = sides.standby %}
{% set details = environment.details %}
{% set recovery = details.recovery %}
{% set registered = details.schemas | length > 0 %}
{{ tf.header("How applications reach the standby, kept in " ~ recovery.region ~ ": whoever fails over must not have to ask " ~ details.region ~ ". Each secret has the fields of the one without -standby, and the same readers.") }}

locals {
  standby_secret_names = toset(concat([for owner in local.secret_owners : "${owner}-standby"], ["data-plane-standby"]))

  # What the cluster link signs in with here; part of the secret "link".
  standby_credentials = {
    standby_kafka_api_key              = confluent_api_key.standby_kafka[local.current_keys["link"]].id
    standby_kafka_api_secret           = confluent_api_key.standby_kafka[local.current_keys["link"]].secret
    standby_schema_registry_api_key    = confluent_api_key.standby_schema_registry[local.current_keys["link"]].id
    standby_schema_registry_api_secret = confluent_api_key.standby_schema_registry[local.current_keys["link"]].secret
  }

  standby_secret_values = merge(
    {
      for owner in local.secret_owners : "${owner}-standby" => jsonencode({
        bootstrap_servers = local.standby_bootstrap_servers
        kafka_api_key     = confluent_api_key.standby_kafka[local.current_keys[owner]].id
        kafka_api_secret  = confluent_api_key.standby_kafka[local.current_keys[owner]].secret
{% if registered %}

        schema_registry_url        = local.standby_schema_registry_url
        schema_registry_api_key    = confluent_api_key.standby_schema_registry[local.current_keys[owner]].id
        schema_registry_api_secret = confluent_api_key.standby_schema_registry[local.current_keys[owner]].secret
{% endif %}
      })
    },
    {
      # For whoever goes on with topics, access and schemas there after a failover.
      "data-plane-standby" = jsonencode({
        cloud_api_key    = confluent_api_key.cloud[local.current_keys["data-plane"]].id
        cloud_api_secret = confluent_api_key.cloud[local.current_keys["data-plane"]].secret
        kafka_api_key    = confluent_api_key.standby_kafka[local.current_keys["data-plane"]].id
        kafka_api_secret = confluent_api_key.standby_kafka[local.current_keys["data-plane"]].secret

        schema_registry_api_key    = confluent_api_key.standby_schema_registry[local.current_keys["data-plane"]].id
        schema_registry_api_secret = confluent_api_key.standby_schema_registry[local.current_keys["data-plane"]].secret
      })
    },
  )

  # A number that differs when a secret says something else: the store is written to only then.
  standby_secret_versions = {
    for name, parts in merge(
      {
        for owner in local.secret_owners : "${owner}-standby" => [
          local.standby_bootstrap_servers,
          confluent_api_key.standby_kafka[local.current_keys[owner]].id,
{% if registered %}
          local.standby_schema_registry_url,
          confluent_api_key.standby_schema_registry[local.current_keys[owner]].id,
{% endif %}
        ]
      },
      {
        "data-plane-standby" = [
          confluent_api_key.cloud[local.current_keys["data-plane"]].id,
          confluent_api_key.standby_kafka[local.current_keys["data-plane"]].id,
          confluent_api_key.standby_schema_registry[local.current_keys["data-plane"]].id,
        ]
      },
    ) : name => parseint(substr(sha256(jsonencode(parts)), 0, 7), 16)
  }

  # Who reads an application's secret reads its standby's too.
  standby_secret_readers = { for name, readers in var.secret_readers : "${name}-standby" => readers if contains(local.standby_secret_names, "${name}-standby") }
}
{% if details.provider == "azure" %}

locals {
  # Names that must be nobody else's: the same for the same subscription and environment.
  standby_unique = substr(sha256("${data.azurerm_client_config.current.subscription_id}/{{ recovery.environment_name | hcl_in }}"), 0, 16)
}

resource "azurerm_resource_group" "standby" {
  name     = {{ recovery.environment_name | fit(90) | hcl }}
  location = {{ recovery.region | hcl }}
  tags     = local.tags

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}
{% endif %}

{% include "secret_store_" ~ details.provider ~ ".tf" %}
