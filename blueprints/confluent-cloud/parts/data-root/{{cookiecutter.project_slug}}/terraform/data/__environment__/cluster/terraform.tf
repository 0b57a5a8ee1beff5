{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set cloud = {"aws": "aws", "gcp": "google", "azure": "azurerm"}[plan.answers.cloud.provider] %}
{% set secrets = details.recovery or details.connectors | selectattr("secrets") | list or details.connectors | selectattr("integration") | list %}
{{ tf.header("What this module works with; the root above it configures the providers and pins their versions.") }}

terraform {
  required_version = ">= 1.11, < 2.0"

  required_providers {
{% if secrets and cloud < "confluent" %}
    {{ cloud }} = {
      source  = "hashicorp/{{ cloud }}"
      version = ">= {{ {"aws": "6.0", "azurerm": "5.0"}[cloud] }}"
    }
{% endif %}
    confluent = {
      source  = "confluentinc/confluent"
      version = ">= 2.83"
    }
{% if secrets and cloud > "confluent" %}
    {{ cloud }} = {
      source  = "hashicorp/{{ cloud }}"
      version = ">= 8.0"
    }
{% endif %}
  }
}
