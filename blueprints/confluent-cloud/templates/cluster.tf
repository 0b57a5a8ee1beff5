{# The Kafka cluster of one side; whoever includes this has set "environment", "side" and "tf". #}
{% set p = side.prefix %}
{% set units = side.max_ecku or side.cku %}
resource "confluent_kafka_cluster" "{{ side.label }}" {
  display_name = {{ side.name | hcl }}
{{ tf.decided("availability", side.availability) }}
  cloud        = {{ side.provider | upper | hcl }}
  region       = {{ side.region | hcl }}
  # A second guard, in Confluent Cloud itself.
  deletion_protection = {{ side.protect | hcl }}

  {{ side.variant }} {
{{ tf.decided(units.name, units, 4) }}
  }

  environment {
    id = {{ side.environment }}.id
  }
{% if side.variant == "dedicated" and environment.details.private %}

  network {
    id = confluent_network.{{ side.label }}.id
  }
{% endif %}
{% if environment.details.own_key %}

  byok_key {
    id = confluent_byok_key.{{ side.label }}.id
  }
{% endif %}

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
{% if environment.details.own_key and side.provider == "azure" %}

    precondition {
      condition     = var.{{ p }}key_principal_id != null
      error_message = "Confluent cannot use the key yet: follow the steps at the top of {{ p | replace("_", "-") }}key.tf, then set {{ p }}key_principal_id."
    }
{% endif %}
  }
{% set before = [] %}
{% if environment.details.own_key %}
{% set _ = before.extend({"aws": ["aws_kms_key_policy." ~ side.label], "gcp": ["google_kms_crypto_key_iam_member." ~ p ~ "use", "google_kms_crypto_key_iam_member." ~ p ~ "view"], "azure": ["azurerm_role_assignment." ~ p ~ "key_reader", "azurerm_role_assignment." ~ p ~ "key_user"]}[side.provider]) %}
{% endif %}
{% if environment.details.by_access_point %}
{% set _ = before.append("confluent_access_point." ~ side.label) %}
{% endif %}
{% if before %}

  depends_on = [
{% for one in before %}
    {{ one }},
{% endfor %}
  ]
{% endif %}
}
