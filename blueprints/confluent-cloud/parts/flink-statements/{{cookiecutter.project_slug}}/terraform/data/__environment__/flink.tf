{% import "terraform.j2" as tf %}
{% import "data.j2" as data %}
{% set details = environment.details %}
{{ tf.header("Flink statements: one for each file of flink/shared and flink/" ~ environment.environment.name ~ ". Add a file and apply; flink/README.md tells the rest.") }}

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

data "confluent_flink_region" "main" {
  cloud  = {{ details.provider | upper | hcl }}
  region = {{ details.region | hcl }}
}
{% if details.private and not details.elastic %}

data "confluent_network" "main" {
  id = data.confluent_kafka_cluster.main.network[0].id

  environment {
    id = data.confluent_environment.main.id
  }
}
{% endif %}

# Sends statements to the one pool of this environment; they run as its service account.
provider "confluent" {
  alias = "flink"

{% set endpoint = '"https://flink${data.confluent_network.main.endpoint_suffix}"' if details.private and not details.elastic else "data.confluent_flink_region.main." ~ ("private_rest_endpoint" if details.private else "rest_endpoint") %}
{{ tf.arguments([
  ("cloud_api_key", data.key("cloud_api_key")),
  ("cloud_api_secret", data.key("cloud_api_secret")),
  ("organization_id", "data.confluent_organization.main.id"),
  ("environment_id", "data.confluent_environment.main.id"),
  ("flink_compute_pool_id", "data.confluent_flink_compute_pool.main.id"),
  ("flink_principal_id", "data.confluent_service_account.flink.id"),
  ("flink_rest_endpoint", endpoint),
  ("flink_api_key", data.key("flink_api_key")),
  ("flink_api_secret", data.key("flink_api_secret")),
]) }}
}

locals {
  flink_folder = "${path.module}/../../../flink"
  # A file of the environment wins over a shared one of the same name.
  flink_files = merge([
    for folder in ["shared", {{ environment.environment.name | hcl }}] : {
      for file in fileset("${local.flink_folder}/${folder}", "*.sql") : trimsuffix(file, ".sql") => "${local.flink_folder}/${folder}/${file}"
    }
  ]...)
}

resource "confluent_flink_statement" "main" {
  for_each = local.flink_files
  provider = confluent.flink

  statement_name = each.key
  statement      = trimspace(file(each.value))
  stopped        = contains(var.flink_stopped, each.key)

  properties = {
    "sql.current-catalog"  = data.confluent_environment.main.display_name
    "sql.current-database" = data.confluent_kafka_cluster.main.display_name
  }

  lifecycle {
    precondition {
      condition     = can(regex("^[a-z0-9]([a-z0-9-]{0,98}[a-z0-9])?$", each.key))
      error_message = "flink/${each.key}.sql: the name of a statement has small letters, digits and dashes."
    }
  }
{% if environment.topics or details.schemas %}

  # A table is a topic and its schema.
  depends_on = [{{ (["confluent_kafka_topic.main"] if environment.topics else []) | join }}{{ ", " if environment.topics and details.schemas else "" }}{{ "confluent_schema.main" if details.schemas else "" }}]
{% endif %}
}
