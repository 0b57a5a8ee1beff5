{% import "terraform.j2" as tf %}
{% import "control.j2" as control %}
{{ tf.header("Where this environment lives, its resource group, and the tags that everything in it carries.") }}

provider "azurerm" {
  # Without it ARM_SUBSCRIPTION_ID decides.
  subscription_id     = var.subscription_id
  storage_use_azuread = true

  features {
    key_vault {
      purge_soft_delete_on_destroy = false
    }
  }
}

data "azurerm_client_config" "current" {}

locals {
  tags = {{ control.tags(plan, environment) }}
  # Names that must be nobody else's: the same for the same subscription and environment.
  unique = substr(sha256("${data.azurerm_client_config.current.subscription_id}/{{ environment.details.environment_name | hcl_in }}"), 0, 16)
}

resource "azurerm_resource_group" "main" {
  name     = {{ environment.details.environment_name | fit(90) | hcl }}
  location = {{ plan.answers.cloud.region | hcl }}
  tags     = local.tags

  lifecycle {
    prevent_destroy = {{ environment.environment.protect | hcl }}
  }
}
