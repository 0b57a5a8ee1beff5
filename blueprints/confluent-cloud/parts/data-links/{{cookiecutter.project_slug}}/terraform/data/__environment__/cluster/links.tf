{% import "terraform.j2" as tf %}
{% import "control.j2" as control %}
{% import "data.j2" as data %}
{% set details = environment.details %}
{% set recovery = details.recovery %}
{% set cloud = plan.answers.cloud.provider %}
{{ tf.header("The standby in " ~ recovery.region ~ ": a link that it fills itself through, and what it copies. " ~ recovery.reason ~ ".") }}

data "confluent_environment" "standby" {
  display_name = {{ recovery.environment_name | hcl }}
}

data "confluent_kafka_cluster" "standby" {
  display_name = {{ recovery.cluster_name | hcl }}

  environment {
    id = data.confluent_environment.standby.id
  }
}

# Links, mirror topics and exporters have no write-only argument, so the keys of this one secret are in this root's
# state too. They read here and write there; no application uses them.
{{ data.reads(cloud, "link", control.secret(plan, environment, "link") | hcl) }}

locals {
{% if recovery.networking == "pni" or (details.by_access_point and recovery.networking == details.networking) %}
  link_keys = jsondecode({{ data.text_of(cloud, "link") }})
  standby = {{ data.access_point("data.confluent_kafka_cluster.standby", recovery.networking) }}
{% else %}
{{ tf.arguments([("link_keys", "jsondecode(" ~ data.text_of(cloud, "link") ~ ")"), ("standby", "data.confluent_kafka_cluster.standby")]) }}
{% endif %}
}

# The standby fetches: when this region is gone, the link is still there.
resource "confluent_cluster_link" "standby" {
  link_name       = {{ recovery.link_name | hcl }}
  link_mode       = "DESTINATION"
  connection_mode = "OUTBOUND"

  config = {
{% for config in recovery.link_config %}
    {{ config.reason | wrap(100, "    # ") | trim }}
    {{ config.name | hcl }} = {{ tf.text(config.value) }}
{% endfor %}
  }

  source_kafka_cluster {
    id                 = var.cluster_id
    bootstrap_endpoint = var.kafka_bootstrap_endpoint

    credentials {
      key    = local.link_keys.source_kafka_api_key
      secret = local.link_keys.source_kafka_api_secret
    }
  }

  destination_kafka_cluster {
    id            = data.confluent_kafka_cluster.standby.id
    rest_endpoint = local.standby.rest_endpoint

    credentials {
      key    = local.link_keys.standby_kafka_api_key
      secret = local.link_keys.standby_kafka_api_secret
    }
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}
{% if recovery.topics %}

# A mirror that was promoted or failed over is a topic like any other: the runbook tells how it leaves this state.
resource "confluent_kafka_mirror_topic" "main" {
  for_each = toset([
{% for topic in recovery.topics %}
    {{ topic | hcl }},
{% endfor %}
  ])

  status = var.mirror_status

  source_kafka_topic {
    topic_name = confluent_kafka_topic.main[each.value].topic_name
  }

  cluster_link {
    link_name = confluent_cluster_link.standby.link_name
  }

  kafka_cluster {
    id            = data.confluent_kafka_cluster.standby.id
    rest_endpoint = local.standby.rest_endpoint

    credentials {
      key    = local.link_keys.standby_kafka_api_key
      secret = local.link_keys.standby_kafka_api_secret
    }
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}
{% endif %}
{% if recovery.exporter %}

data "confluent_schema_registry_cluster" "standby" {
  environment {
    id = data.confluent_environment.standby.id
  }
}

# Schema ids are in the records: the standby must have the same schemas under the same ids, so all of them are copied
# and none of them is renamed. Over there they can only be read until somebody ends the import mode.
resource "confluent_schema_exporter" "standby" {
  name         = {{ recovery.exporter | hcl }}
  context_type = "NONE"
  subjects     = [":*:"]

  destination_schema_registry_cluster {
    # Schema Registry itself connects, not whoever applies this.
    rest_endpoint = data.confluent_schema_registry_cluster.standby.rest_endpoint

    credentials {
      key    = local.link_keys.standby_schema_registry_api_key
      secret = local.link_keys.standby_schema_registry_api_secret
    }
  }
{% if details.schemas %}

  depends_on = [confluent_schema.main]
{% endif %}
}
{% endif %}
