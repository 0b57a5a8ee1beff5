{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("The Confluent environment and its Schema Registry.") }}

resource "confluent_environment" "main" {
  display_name = {{ details.environment_name | hcl }}

  stream_governance {
    # Confluent takes no downgrade back to ESSENTIALS.
    package = {{ details.governance | hcl }}
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

# Confluent makes it with the first cluster. Nothing hangs on changes of the cluster: that would put off reading it,
# and every key and role for it would be made anew.
data "confluent_schema_registry_cluster" "main" {
  environment {
    id = confluent_kafka_cluster.main.id == "" ? null : confluent_environment.main.id
  }
}

locals {
  registry_crn = data.confluent_schema_registry_cluster.main.resource_name
{% if details.private and details.variant in ("enterprise", "freight") %}
  # From the network of this repository; there is none for a region in which Schema Registry is not.
  schema_registry_url = lookup(data.confluent_schema_registry_cluster.main.private_regional_rest_endpoints, {{ details.region | hcl }}, data.confluent_schema_registry_cluster.main.rest_endpoint)
{% else %}
  schema_registry_url = data.confluent_schema_registry_cluster.main.rest_endpoint
{% endif %}
}
