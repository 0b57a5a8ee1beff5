{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set guard = details.protect | hcl %}
{{ tf.header("Accounts of this repository itself: the one that manages topics, access and schemas (the data plane), and the one that reads metrics" ~ (", and the one that the cluster link reads as" if details.recovery else "") ~ ".") }}

resource "confluent_service_account" "data" {
  display_name = {{ details.data_identity | hcl }}
  description  = "Manages topics{{ "" if details.roles else ", ACLs" }} and schemas of {{ details.cluster_name | hcl_in }}: terraform/data/{{ environment.environment.name | hcl_in }}"

  lifecycle {
    prevent_destroy = {{ guard }}
  }
}

resource "confluent_role_binding" "data" {
  for_each = {
    # Topics, access, connectors{{ " and the cluster link" if details.recovery else "" }} of this cluster, and of no other.
    "CloudClusterAdmin" = confluent_kafka_cluster.main.rbac_crn
    # Tags and business metadata belong to the environment, not to a subject.
    "DataSteward" = confluent_environment.main.resource_name
    # Every subject, since each declared schema is one.
    "ResourceOwner" = "${local.registry_crn}/subject=*"
  }

  principal   = "User:${confluent_service_account.data.id}"
  role_name   = each.key
  crn_pattern = each.value
}

resource "confluent_service_account" "metrics" {
  display_name = {{ details.metrics_identity | hcl }}
  description  = {{ ("Reads metrics of " ~ details.cluster_name) | hcl }}

  lifecycle {
    prevent_destroy = {{ guard }}
  }
}

resource "confluent_role_binding" "metrics" {
  principal   = "User:${confluent_service_account.metrics.id}"
  role_name   = "MetricsViewer"
  crn_pattern = confluent_environment.main.resource_name
}
{% if details.recovery %}

resource "confluent_service_account" "link" {
  display_name = {{ (details.environment_name ~ "-link") | fit(64) | hcl }}
  description  = {{ ("Copies " ~ details.cluster_name ~ " to the standby") | hcl }}

  lifecycle {
    prevent_destroy = {{ guard }}
  }
}

# No smaller role lets a cluster link read topics, their settings and where groups are.
resource "confluent_role_binding" "link" {
  principal   = "User:${confluent_service_account.link.id}"
  role_name   = "CloudClusterAdmin"
  crn_pattern = confluent_kafka_cluster.main.rbac_crn
}
{% endif %}
