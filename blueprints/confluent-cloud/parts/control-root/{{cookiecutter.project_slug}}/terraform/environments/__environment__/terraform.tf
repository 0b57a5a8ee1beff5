{% import "terraform.j2" as tf %}
{% import "control.j2" as control %}
{% set cloud = control.providers[environment.details.provider] %}
{{ tf.header("The versions this was tested with: the oldest and the newest Terraform, one series of each provider.") }}

terraform {
  required_version = ">= 1.11, < 2.0"

  required_providers {
    {{ cloud[0] }} = {
      source  = {{ cloud[1] | hcl }}
      version = {{ cloud[2] | hcl }}
    }
    confluent = {
      source  = "confluentinc/confluent"
      version = "~> 2.83"
    }
  }
}
