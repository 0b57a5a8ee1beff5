{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("Flink statements: one for each file of flink/shared and flink/" ~ environment.environment.name ~ ". Add a file and apply; flink/README.md tells the rest.") }}

locals {
  flink_folder = "${path.module}/../../../../flink"
  # A file of the environment wins over a shared one of the same name.
  flink_files = merge([
    for folder in ["shared", {{ environment.environment.name | hcl }}] : {
      for file in fileset("${local.flink_folder}/${folder}", "*.sql") : trimsuffix(file, ".sql") => "${local.flink_folder}/${folder}/${file}"
    }
  ]...)
}

resource "confluent_flink_statement" "main" {
  for_each = local.flink_files

  statement_name = each.key
  statement      = trimspace(file(each.value))
  stopped        = contains(var.flink_stopped, each.key)

  properties = {
    "sql.current-catalog"  = {{ details.environment_name | hcl }}
    "sql.current-database" = {{ details.cluster_name | hcl }}
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
