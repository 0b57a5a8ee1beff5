{% import "terraform.j2" as tf %}
{{ tf.header("The keys that this root works with: one secret of the control plane, read while Terraform runs and kept nowhere.") }}

provider "azurerm" {
  # Without it ARM_SUBSCRIPTION_ID decides.
  subscription_id = var.subscription_id

  features {}
}

data "azurerm_client_config" "current" {}

# The vault of this environment; its name is nobody else's, as the control plane makes it.
data "azurerm_key_vault" "main" {
  name                = "kafka-${substr(sha256("${data.azurerm_client_config.current.subscription_id}/{{ environment.details.environment_name | hcl_in }}"), 0, 16)}"
  resource_group_name = {{ environment.details.environment_name | fit(90) | hcl }}
}

ephemeral "azurerm_key_vault_secret" "keys" {
  name         = var.keys_secret
  key_vault_id = data.azurerm_key_vault.main.id
}

locals {
  keys = jsondecode(ephemeral.azurerm_key_vault_secret.keys.value)
}
