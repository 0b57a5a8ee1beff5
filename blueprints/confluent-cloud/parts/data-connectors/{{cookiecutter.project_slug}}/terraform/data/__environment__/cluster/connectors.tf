{% import "terraform.j2" as tf %}
{% import "data.j2" as data %}
{% set details = environment.details %}
{% set cloud = plan.answers.cloud.provider %}
{{ tf.header("Fully managed connectors. Each acts as its own service account, which " ~ ("roles" if details.roles else "ACLs") ~ " let do what it must; no connector has a Kafka key.") }}

data "confluent_service_account" "connectors" {
  for_each = {
{% set pairs = [] %}
{% for connector in details.connectors %}
{% set identity = details.identities | selectattr("name", "equalto", connector.application) | first %}
{% if pairs.append((connector.name | hcl, identity.display_name | hcl)) %}{% endif %}
{% endfor %}
{{ tf.arguments(pairs, 4) }}
  }

  display_name = each.value
}
{% if details.connectors | selectattr("integration") | list %}

data "aws_caller_identity" "current" {}
{% endif %}
{% for connector in details.connectors %}
{% set label = connector.name | hcl_label %}
{% set asking = connector.fill_ins | length > 0 %}
{% set chosen = "{ for name, given in var.connectors : name => given if name == " ~ (connector.name | hcl) ~ " }" if asking else "" %}
{% set given = connector.configuration | map(attribute="name") | list %}
{% set wait = (["confluent_kafka_topic.main"] if environment.topics else []) + (["confluent_schema.main"] if details.schemas else []) + (["confluent_kafka_acl.main"] if details.acl_holders else []) %}

# {{ connector.name | comment }}
{% if connector.integration %}

# A role in this account that Confluent takes: there is no key of the cloud to keep.
data "confluent_provider_integration" "{{ label }}" {
  display_name = {{ (details.cluster_name ~ "-" ~ connector.name) | fit(64) | hcl }}

  environment {
    id = var.environment_id
  }
}
{% endif %}
{% if connector.secrets %}

# Its owner makes this secret: a JSON object with {{ connector.secrets | join(", ") | comment }}.
# Connectors have no write-only argument, so what is read here is in this root's state too: let it be a user that can
# do nothing but what the connector does.
{{ data.reads(cloud, "connector_" ~ label, connector.secret_name | hcl, chosen) }}
{% endif %}

resource "confluent_connector" "{{ label }}" {
{% if asking %}
  for_each = {{ chosen }}

{% endif %}
  status = contains(var.paused_connectors, {{ connector.name | hcl }}) ? "PAUSED" : "RUNNING"

  config_nonsensitive = {
{% set pairs = [] %}
{% for name, expression in [
  ("connector.class", connector.class_name | hcl),
  ("name", connector.name | hcl),
  ("kafka.auth.mode", '"SERVICE_ACCOUNT"'),
  ("kafka.service.account.id", data.filled('"@{service_account}"', details, connector)),
] + ([("topics", '"' ~ (connector.topics | join(",") | hcl_in) ~ '"')] if connector.is_sink else []) if name not in given %}
{% if pairs.append((name | hcl, expression)) %}{% endif %}
{% endfor %}
{% if pairs %}
{{ tf.arguments(pairs, 4) }}
{% endif %}
{% if "tasks.max" not in given %}
{{ tf.reason(connector.tasks.reason, 4) }}
    "tasks.max" = {{ tf.text(connector.tasks.value) }}
{% endif %}
{% for config in connector.configuration %}
{{ tf.reason(config.reason, 4) }}
    {{ config.name | hcl }} = {{ data.filled(tf.text(config.value), details, connector) }}
{% endfor %}
  }

{% if connector.secrets %}
  config_sensitive = {
{% for secret in connector.secrets %}
    {{ secret | hcl }} = jsondecode({{ data.text_of(cloud, "connector_" ~ label, "[each.key]" if asking else "") }})[{{ secret | hcl }}]
{% endfor %}
  }
{% else %}
  config_sensitive = {}
{% endif %}

  environment {
    id = var.environment_id
  }

  kafka_cluster {
    id = var.cluster_id
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
{% if wait %}

  # A connector starts at once and fails on what is not there.
  depends_on = [{{ wait | join(", ") }}]
{% endif %}
}
{% endfor %}
