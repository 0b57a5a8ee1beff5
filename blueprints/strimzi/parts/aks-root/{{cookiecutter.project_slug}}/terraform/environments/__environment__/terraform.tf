{% import "terraform.j2" as tf %}
{{ tf.header("The versions this was tested with: the oldest and the newest Terraform, one provider series.") }}

terraform {
  required_version = ">= 1.11, < 2.0"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.10"
    }
  }
}
