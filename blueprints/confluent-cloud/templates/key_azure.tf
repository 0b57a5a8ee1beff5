{# The key of one side's records on Azure; whoever includes this has set "side". #}
#
# Confluent signs in to this directory as an application that it makes for the key, so the first apply takes three steps:
#   terraform apply -target=confluent_byok_key.{{ side.label }}
#   az ad sp create --id "$(terraform output -raw {{ side.prefix }}key_application_id)"
#   set {{ side.prefix }}key_principal_id in terraform.tfvars to the "id" that it prints

resource "azurerm_key_vault" "{{ side.prefix }}key" {
  #checkov:skip=CKV_AZURE_109:Confluent's addresses are not published; only its application gets in, by its roles
  #checkov:skip=CKV_AZURE_189:Confluent's addresses are not published; only its application gets in, by its roles
  #checkov:skip=CKV2_AZURE_32:Confluent is outside of any network of this subscription
  name                       = "records-${substr(local.{{ side.prefix }}unique, 0, 14)}"
  resource_group_name        = azurerm_resource_group.{{ side.label }}.name
  location                   = azurerm_resource_group.{{ side.label }}.location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
  # A key that is gone takes every record with it.
  purge_protection_enabled   = true
  soft_delete_retention_days = 90
  tags                       = local.tags

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
  }
}

# Whoever applies this makes the key. It takes Azure some minutes to know: apply again when it refuses.
resource "azurerm_role_assignment" "{{ side.prefix }}key_officer" {
  scope                = azurerm_key_vault.{{ side.prefix }}key.id
  role_definition_name = "Key Vault Crypto Officer"
  principal_id         = data.azurerm_client_config.current.object_id

  lifecycle {
    # Who made it keeps it: a plan that somebody else runs would take it away.
    ignore_changes = [principal_id]
  }
}

resource "azurerm_key_vault_key" "{{ side.label }}" {
  #checkov:skip=CKV_AZURE_40:It is rotated; an end would stop the cluster on that day
  #checkov:skip=CKV_AZURE_112:Keys in an HSM need the premium vault; change key_type and sku_name together if you must have them
  name         = "records"
  key_vault_id = azurerm_key_vault.{{ side.prefix }}key.id
  key_type     = "RSA"
  key_size     = 3072
  key_opts     = ["decrypt", "encrypt", "sign", "unwrapKey", "verify", "wrapKey"]
  tags         = local.tags

  rotation_policy {
    automatic {
      time_after_creation = "P90D"
    }
  }

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
  }

  depends_on = [azurerm_role_assignment.{{ side.prefix }}key_officer]
}

# The key without a version: Confluent follows its rotation.
resource "confluent_byok_key" "{{ side.label }}" {
  azure {
    tenant_id      = data.azurerm_client_config.current.tenant_id
    key_vault_id   = azurerm_key_vault.{{ side.prefix }}key.id
    key_identifier = azurerm_key_vault_key.{{ side.label }}.versionless_id
  }

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
  }
}

resource "azurerm_role_assignment" "{{ side.prefix }}key_reader" {
  count = var.{{ side.prefix }}key_principal_id == null ? 0 : 1

  scope                = azurerm_key_vault.{{ side.prefix }}key.id
  role_definition_name = "Key Vault Reader"
  principal_id         = var.{{ side.prefix }}key_principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "{{ side.prefix }}key_user" {
  count = var.{{ side.prefix }}key_principal_id == null ? 0 : 1

  scope                = azurerm_key_vault.{{ side.prefix }}key.id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = var.{{ side.prefix }}key_principal_id
  principal_type       = "ServicePrincipal"
}
