{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("The secret store: a key vault of this environment, closed to every network that is not named.") }}

resource "azurerm_key_vault" "main" {
  #checkov:skip=CKV_AZURE_189:Pipelines and readers outside of the network reach it; network_acls names them and denies all others
  #checkov:skip=CKV2_AZURE_32:Readers come through service endpoints of their subnets (vault_subnet_ids)
  name                       = "kafka-${local.unique}"
  resource_group_name        = azurerm_resource_group.main.name
  location                   = azurerm_resource_group.main.location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
  purge_protection_enabled   = true
  soft_delete_retention_days = {{ 90 if details.protect else 7 }}
  tags                       = local.tags

  network_acls {
    bypass                     = "AzureServices"
    default_action             = "Deny"
    ip_rules                   = var.pipeline_cidrs
    virtual_network_subnet_ids = {{ "concat(var.vault_subnet_ids, [azurerm_subnet.clients.id])" if environment.environment.network.cidr is defined and details.private else "var.vault_subnet_ids" }}
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

# Whoever applies this writes the secrets. It takes Azure some minutes to know: apply again when it refuses.
resource "azurerm_role_assignment" "secrets_officer" {
  scope                = azurerm_key_vault.main.id
  role_definition_name = "Key Vault Secrets Officer"
  principal_id         = data.azurerm_client_config.current.object_id

  lifecycle {
    # Who made it keeps it: a plan that somebody else runs would take it away.
    ignore_changes = [principal_id]
  }
}

resource "azurerm_key_vault_secret" "main" {
  #checkov:skip=CKV_AZURE_41:key_generations ends a key; a date would cut its clients off on that day
  for_each = local.secret_names

  name             = each.value
  key_vault_id     = azurerm_key_vault.main.id
  content_type     = "application/json"
  value_wo         = local.secret_values[each.value]
  value_wo_version = local.secret_versions[each.value]
  tags             = local.tags

  depends_on = [azurerm_role_assignment.secrets_officer]
}

resource "azurerm_role_assignment" "secret_readers" {
  for_each = merge([
    for name, readers in var.secret_readers : {
      for reader in readers : "${name}/${reader}" => { name = name, reader = reader }
    }
  ]...)

  scope                = "${azurerm_key_vault.main.id}/secrets/${azurerm_key_vault_secret.main[each.value.name].name}"
  role_definition_name = "Key Vault Secrets User"
  principal_id         = each.value.reader
}
