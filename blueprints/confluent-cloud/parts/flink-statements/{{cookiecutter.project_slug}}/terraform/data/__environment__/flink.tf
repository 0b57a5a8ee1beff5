{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("Where statements run and as whom; providers.tf says so to Confluent, cluster/flink.tf has the statements.") }}

data "confluent_organization" "main" {}

data "confluent_flink_compute_pool" "main" {
  display_name = {{ details.flink.pool | hcl }}

  environment {
    id = data.confluent_environment.main.id
  }
}

data "confluent_service_account" "flink" {
  display_name = {{ details.flink.identity | hcl }}
}
{% if details.private and not details.elastic %}

data "confluent_network" "main" {
  id = data.confluent_kafka_cluster.main.network[0].id

  environment {
    id = data.confluent_environment.main.id
  }
}
{% else %}

data "confluent_flink_region" "main" {
  cloud  = {{ details.provider | upper | hcl }}
  region = {{ details.region | hcl }}
}
{% endif %}
