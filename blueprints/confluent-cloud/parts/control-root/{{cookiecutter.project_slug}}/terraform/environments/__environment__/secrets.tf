{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set registered = details.schemas | length > 0 %}
{% set keyed = details.keyed | map(attribute="name") | list %}
{{ tf.header("What goes into the secret store (secret-store.tf): who reads a secret needs nothing else to connect.") }}

locals {
  secret_owners = {{ keyed | hcl }}
  secret_names  = toset(concat(local.secret_owners, {{ (["data-plane"] + (["link"] if details.recovery else []) + ["metrics"]) | hcl }}))

  # What each secret says. It reaches the store by arguments that Terraform does not keep.
  secret_values = merge(
    {
      for owner in local.secret_owners : owner => jsonencode({
        bootstrap_servers = local.bootstrap_servers
        kafka_api_key     = confluent_api_key.kafka[local.current_keys[owner]].id
        kafka_api_secret  = confluent_api_key.kafka[local.current_keys[owner]].secret
{% if registered %}

        schema_registry_url        = local.schema_registry_url
        schema_registry_api_key    = confluent_api_key.schema_registry[local.current_keys[owner]].id
        schema_registry_api_secret = confluent_api_key.schema_registry[local.current_keys[owner]].secret
{% endif %}
      })
    },
    {
      "data-plane" = jsonencode({
        cloud_api_key    = confluent_api_key.cloud[local.current_keys["data-plane"]].id
        cloud_api_secret = confluent_api_key.cloud[local.current_keys["data-plane"]].secret
        kafka_api_key    = confluent_api_key.kafka[local.current_keys["data-plane"]].id
        kafka_api_secret = confluent_api_key.kafka[local.current_keys["data-plane"]].secret

        schema_registry_api_key    = confluent_api_key.schema_registry[local.current_keys["data-plane"]].id
        schema_registry_api_secret = confluent_api_key.schema_registry[local.current_keys["data-plane"]].secret
{% if details.flink %}

        flink_api_key    = confluent_api_key.flink[local.current_keys["data-plane"]].id
        flink_api_secret = confluent_api_key.flink[local.current_keys["data-plane"]].secret
{% endif %}
      })
{% if details.recovery %}
      "link" = jsonencode(merge(local.standby_credentials, {
        source_kafka_api_key    = confluent_api_key.kafka[local.current_keys["link"]].id
        source_kafka_api_secret = confluent_api_key.kafka[local.current_keys["link"]].secret
      }))
{% endif %}
      "metrics" = jsonencode({
        cloud_api_key    = confluent_api_key.cloud[local.current_keys["metrics"]].id
        cloud_api_secret = confluent_api_key.cloud[local.current_keys["metrics"]].secret
      })
    },
  )

  # A number that differs when a secret says something else: the store is written to only then.
  secret_versions = {
    for owner, parts in merge(
      {
        for owner in local.secret_owners : owner => [
          local.bootstrap_servers,
          confluent_api_key.kafka[local.current_keys[owner]].id,
{% if registered %}
          local.schema_registry_url,
          confluent_api_key.schema_registry[local.current_keys[owner]].id,
{% endif %}
        ]
      },
      {
        "data-plane" = [
          confluent_api_key.cloud[local.current_keys["data-plane"]].id,
          confluent_api_key.kafka[local.current_keys["data-plane"]].id,
          confluent_api_key.schema_registry[local.current_keys["data-plane"]].id,
{% if details.flink %}
          confluent_api_key.flink[local.current_keys["data-plane"]].id,
{% endif %}
        ]
{% if details.recovery %}
        "link" = concat(
          [confluent_api_key.kafka[local.current_keys["link"]].id],
          [for name, value in local.standby_credentials : value if endswith(name, "_key")],
        )
{% endif %}
        "metrics" = [confluent_api_key.cloud[local.current_keys["metrics"]].id]
      },
    ) : owner => parseint(substr(sha256(jsonencode(parts)), 0, 7), 16)
  }
}
