{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("The ksqlDB cluster, and who it reads and writes as.") }}

resource "confluent_service_account" "ksqldb" {
  display_name = {{ details.ksql.identity | hcl }}
  description  = {{ ("ksqlDB on " ~ details.cluster_name) | hcl }}

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

# ksqlDB makes topics and subjects with names of its own choice, and Confluent wants these two roles for it.
resource "confluent_role_binding" "ksqldb" {
  for_each = {
    "CloudClusterAdmin" = confluent_kafka_cluster.main.rbac_crn
    "ResourceOwner"     = "${local.registry_crn}/subject=*"
  }

  principal   = "User:${confluent_service_account.ksqldb.id}"
  role_name   = each.key
  crn_pattern = each.value
}

resource "confluent_ksql_cluster" "main" {
  display_name = {{ details.ksql.name | hcl }}
{{ tf.decided("csu", details.ksql.units) }}
  # Its log tells that a record failed, not what was in it.
  use_detailed_processing_log = false

  kafka_cluster {
    id = confluent_kafka_cluster.main.id
  }

  credential_identity {
    id = confluent_service_account.ksqldb.id
  }

  environment {
    id = confluent_environment.main.id
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }

  depends_on = [confluent_role_binding.ksqldb]
}
