{% import "terraform.j2" as tf %}
{% import "network.j2" as net %}
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

data "confluent_schema_registry_cluster" "main" {
  environment {
    id = local.registry_environment_id
  }
}

locals {
  # Confluent makes Schema Registry with the first cluster, so it is read after that one is known. By way of a local:
  # were the cluster named in the data source, or under depends_on, any change of the cluster would put off reading it,
  # and every key and role for Schema Registry would be made anew.
  registry_environment_id = confluent_kafka_cluster.main.id == "" ? null : confluent_environment.main.id

  registry_crn = data.confluent_schema_registry_cluster.main.resource_name

  # As the network of clients reaches it; Confluent has no private one for every region and network.
  schema_registry_url = {{ net.registry_url(details, "main", details.region) }}
}
