{% import "terraform.j2" as tf %}
{% import "aks.j2" as aks %}
{% set details = environment.details %}
{% set name = details.kubernetes_name %}
{{ tf.header("The key for disks" ~ (" and for old segments" if details.tiered else "") ~ ", the vault it is in, and who may use it.") }}

resource "azurerm_key_vault" "main" {
  #checkov:skip=CKV2_AZURE_32:Machines come through their service endpoint
  name                       = "kafka-${local.unique}"
  resource_group_name        = azurerm_resource_group.main.name
  location                   = azurerm_resource_group.main.location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
  # A key that is gone takes every disk with it.
  purge_protection_enabled   = true
  soft_delete_retention_days = {{ 90 if details.protect else 7 }}
  tags                       = local.tags

  network_acls {
    bypass                     = "AzureServices"
    default_action             = "Deny"
    ip_rules                   = var.pipeline_cidrs
    virtual_network_subnet_ids = [{{ aks.subnet(environment.environment.network) }}]
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

# Whoever applies this makes the key. It takes Azure some minutes to know: apply again when it refuses.
resource "azurerm_role_assignment" "key_officer" {
  scope                = azurerm_key_vault.main.id
  role_definition_name = "Key Vault Crypto Officer"
  principal_id         = data.azurerm_client_config.current.object_id
}

resource "azurerm_key_vault_key" "main" {
  #checkov:skip=CKV_AZURE_40:It is rotated; an end would stop every disk on that day
  #checkov:skip=CKV_AZURE_112:Keys in an HSM need the premium vault; change key_type and sku_name together if you must have them
  name         = "disks"
  key_vault_id = azurerm_key_vault.main.id
  key_type     = "RSA"
  key_size     = 3072
  key_opts     = ["unwrapKey", "wrapKey"]
  tags         = local.tags

  rotation_policy {
    automatic {
      time_after_creation = "P90D"
    }
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }

  depends_on = [azurerm_role_assignment.key_officer]
}

# What disks of machines and of pods are encrypted with; it follows the key's rotation.
resource "azurerm_disk_encryption_set" "main" {
  name                      = {{ name | fit(80) | hcl }}
  resource_group_name       = azurerm_resource_group.main.name
  location                  = azurerm_resource_group.main.location
  key_vault_key_id          = azurerm_key_vault_key.main.versionless_id
  auto_key_rotation_enabled = true
  tags                      = local.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.encryption.id]
  }

  depends_on = [azurerm_role_assignment.encryption]
}

resource "azurerm_user_assigned_identity" "encryption" {
  name                = {{ (name ~ "-encryption") | fit(128) | hcl }}
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  tags                = local.tags
}

resource "azurerm_role_assignment" "encryption" {
  scope                = azurerm_key_vault.main.id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.encryption.principal_id
  principal_type       = "ServicePrincipal"
}

# The control plane hands the set to the disks it makes.
resource "azurerm_role_assignment" "disk_encryption" {
  scope                = azurerm_disk_encryption_set.main.id
  role_definition_name = "Reader"
  principal_id         = azurerm_user_assigned_identity.cluster.principal_id
  principal_type       = "ServicePrincipal"
}
