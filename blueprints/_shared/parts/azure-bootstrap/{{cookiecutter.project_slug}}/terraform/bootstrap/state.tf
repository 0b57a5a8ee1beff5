{% import "terraform.j2" as tf %}
{{ tf.header("The state: encrypted, versioned, private. Whoever reads it reads everything, so grant it narrowly.") }}

data "azurerm_client_config" "current" {}

locals {
  tags = {{ {"project": plan.answers.name, "managed-by": "terraform"} | hcl(2) }}
}

resource "azurerm_resource_group" "state" {
  name     = {{ ("kafka-" ~ plan.answers.name ~ "-tfstate") | fit(90) | hcl }}
  location = {{ plan.answers.cloud.region | hcl }}
  tags     = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_storage_account" "state" {
  #checkov:skip=CKV_AZURE_33:There are no queues in it
  #checkov:skip=CKV_AZURE_43:The name is computed: kafka and 16 hexadecimal digits
  #checkov:skip=CKV_AZURE_59:Pipelines come from addresses that change; everybody signs in
  #checkov:skip=CKV_AZURE_206:What the state describes is in one region as well
  #checkov:skip=CKV2_AZURE_1:A key that is lost would take the state with it
  #checkov:skip=CKV2_AZURE_33:Pipelines are outside of any network
  # The same for the same subscription, so that nobody has to remember it: make state-account prints it.
  name                              = "kafka${substr(sha256("${data.azurerm_client_config.current.subscription_id}/{{ plan.answers.name | hcl_in }}"), 0, 16)}"
  resource_group_name               = azurerm_resource_group.state.name
  location                          = azurerm_resource_group.state.location
  account_tier                      = "Standard"
  account_replication_type          = "ZRS"
  min_tls_version                   = "TLS1_2"
  https_traffic_only_enabled        = true
  allow_nested_items_to_be_public   = false
  cross_tenant_replication_enabled  = false
  default_to_oauth_authentication   = true
  infrastructure_encryption_enabled = true
  local_user_enabled                = false
  shared_access_key_enabled         = false
  tags                              = local.tags

  blob_properties {
    versioning_enabled = true

    container_delete_retention_policy {
      days = 90
    }

    delete_retention_policy {
      days = 90
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_storage_container" "state" {
  #checkov:skip=CKV2_AZURE_21:Turn its read log on when you look for somebody
  name                  = "tfstate"
  storage_account_id    = azurerm_storage_account.state.id
  container_access_type = "private"

  lifecycle {
    prevent_destroy = true
  }
}

# Whoever applies this may read and write the state; grant the same to pipelines.
resource "azurerm_role_assignment" "state" {
  scope                = azurerm_storage_container.state.id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = data.azurerm_client_config.current.object_id
}
