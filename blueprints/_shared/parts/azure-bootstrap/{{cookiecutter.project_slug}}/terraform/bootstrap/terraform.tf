{% import "terraform.j2" as tf %}
{{ tf.header("Makes the storage account that holds the state of every environment. Apply it once per subscription, before anything else.") }}
#
# Its own state stays on the machine that applied it. If that is lost, import the group and the account; nothing else is in it.

terraform {
  required_version = ">= 1.11, < 2.0"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.10"
    }
  }
}

provider "azurerm" {
  # The subscription is ARM_SUBSCRIPTION_ID.
  storage_use_azuread = true

  features {}
}
