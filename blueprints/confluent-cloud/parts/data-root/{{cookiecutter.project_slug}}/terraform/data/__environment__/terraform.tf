{% import "terraform.j2" as tf %}
{% set cloud = {"aws": ("aws", "~> 6.69"), "gcp": ("google", "~> 8.7"), "azure": ("azurerm", "~> 5.10")}[plan.answers.cloud.provider] %}
{{ tf.header("The versions this was tested with: the oldest and the newest Terraform, one series of each provider.") }}

terraform {
  # Ephemeral resources and write-only arguments came with 1.10 and 1.11.
  required_version = ">= 1.11, < 2.0"

  required_providers {
{% if cloud[0] < "confluent" %}
    {{ cloud[0] }} = {
      source  = "hashicorp/{{ cloud[0] }}"
      version = "{{ cloud[1] }}"
    }
{% endif %}
    confluent = {
      source  = "confluentinc/confluent"
      version = "~> 2.83"
    }
{% if cloud[0] > "confluent" %}
    {{ cloud[0] }} = {
      source  = "hashicorp/{{ cloud[0] }}"
      version = "{{ cloud[1] }}"
    }
{% endif %}
  }
}
