{# Where one side keeps secrets on Azure; whoever includes this has set "plan", "environment" and "side". #}
{% set p = side.prefix %}
{% set readers = "var.secret_readers" if side.label == "main" else "local.standby_secret_readers" %}
resource "azurerm_key_vault" "{{ side.label }}" {
  #checkov:skip=CKV_AZURE_189:Pipelines and readers outside of the network reach it; network_acls names them and denies all others
  #checkov:skip=CKV2_AZURE_32:Readers come through service endpoints of their subnets (vault_subnet_ids)
  name                       = "kafka-${local.{{ p }}unique}"
  resource_group_name        = azurerm_resource_group.{{ side.label }}.name
  location                   = azurerm_resource_group.{{ side.label }}.location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
  purge_protection_enabled   = true
  soft_delete_retention_days = {{ 90 if side.protect else 7 }}
  tags                       = local.tags

  network_acls {
    bypass                     = "AzureServices"
    default_action             = "Deny"
    ip_rules                   = var.pipeline_cidrs
    virtual_network_subnet_ids = {{ "concat(var.vault_subnet_ids, [azurerm_subnet." ~ p ~ "clients.id])" if side.network.cidr is defined and environment.details.private else "var.vault_subnet_ids" }}
  }

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
  }
}

# Whoever applies this writes the secrets. It takes Azure some minutes to know: apply again when it refuses.
resource "azurerm_role_assignment" "{{ p }}secrets_officer" {
  scope                = azurerm_key_vault.{{ side.label }}.id
  role_definition_name = "Key Vault Secrets Officer"
  principal_id         = data.azurerm_client_config.current.object_id

  lifecycle {
    # Who made it keeps it: a plan that somebody else runs would take it away.
    ignore_changes = [principal_id]
  }
}

resource "azurerm_key_vault_secret" "{{ side.label }}" {
  #checkov:skip=CKV_AZURE_41:key_generations ends a key; a date would cut its clients off on that day
  for_each = local.{{ p }}secret_names

  name             = each.value
  key_vault_id     = azurerm_key_vault.{{ side.label }}.id
  content_type     = "application/json"
  value_wo         = local.{{ p }}secret_values[each.value]
  value_wo_version = local.{{ p }}secret_versions[each.value]
  tags             = local.tags

  depends_on = [azurerm_role_assignment.{{ p }}secrets_officer]
}

resource "azurerm_role_assignment" "{{ p }}secret_readers" {
  for_each = merge([
    for name, readers in {{ readers }} : {
      for reader in readers : "${name}/${reader}" => { name = name, reader = reader }
    }
  ]...)

  scope                = "${azurerm_key_vault.{{ side.label }}.id}/secrets/${azurerm_key_vault_secret.{{ side.label }}[each.value.name].name}"
  role_definition_name = "Key Vault Secrets User"
  principal_id         = each.value.reader
}
