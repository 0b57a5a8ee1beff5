{% import "terraform.j2" as tf %}
{% import "network.j2" as net %}
{% import "sides.j2" as sides with context %}
{% set side = sides.standby %}
{% set details = environment.details %}
{% set recovery = details.recovery %}
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

{% include "cluster.tf" %}

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

{{ net.endpoints(details, side) }}
  # As the network there reaches it; Confluent has no private one for every region and network.
  standby_schema_registry_url = {{ net.registry_url(details, "standby", recovery.region) }}
}
