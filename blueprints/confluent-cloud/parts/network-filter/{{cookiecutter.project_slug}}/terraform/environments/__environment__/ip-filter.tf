{% import "terraform.j2" as tf %}
{% import "sides.j2" as sides with context %}
{% set details = environment.details %}
{{ tf.header("Who may come over the internet: the networks of security.allowed_cidrs, with a key or without. Whoever runs terraform/data must be in one of them; what Confluent itself runs, such as connectors, is not held up.") }}

resource "confluent_ip_group" "clients" {
  group_name  = {{ details.environment_name | fit(64) | hcl }}
  cidr_blocks = {{ plan.answers.security.allowed_cidrs | hcl }}
}
{% for side in sides.both %}

resource "confluent_ip_filter" "{{ side.label }}" {
  filter_name    = {{ side.name | fit(64) | hcl }}
  resource_group = "multiple"
  # This environment and no other of the organisation.
  resource_scope = {{ side.environment }}.resource_name
  operation_groups = [
{% if details.flink and side.label == "main" %}
    "FLINK",
{% endif %}
    "KAFKA_DATA",
    "KAFKA_DISCOVERY",
    "KAFKA_MANAGEMENT",
{% if details.ksql and side.label == "main" %}
    "KSQL",
{% endif %}
    "SCHEMA",
  ]
  ip_groups = [confluent_ip_group.clients.id]
}
{% endfor %}
