{% import "terraform.j2" as tf %}
{% import "aks.j2" as aks %}
{% set details = environment.details %}
{% set name = details.kubernetes_name %}
{{ tf.header("The container that old segments of topics are moved to, and the brokers' access to it. Kafka deletes what its retention says; losing the container loses those records. Uploads that were cut off leave blocks, which Azure drops after a week.") }}

resource "azurerm_storage_account" "tiered" {
  #checkov:skip=CKV_AZURE_33:There are no queues in it
  #checkov:skip=CKV_AZURE_43:The name is computed: kafka and 16 hexadecimal digits
  #checkov:skip=CKV_AZURE_59:Only machines get in, through their service endpoint, and the networks below
  #checkov:skip=CKV_AZURE_206:Zones hold a copy each; another region would not have the rest of the cluster
  #checkov:skip=CKV2_AZURE_1:{{ "It is under the key of kms.tf" if details.own_key else "It is encrypted with Azure's own key, as security.encryption_key asks" }}
  #checkov:skip=CKV2_AZURE_33:Machines come through their service endpoint
  #checkov:skip=CKV2_AZURE_38:Segments never change, and a deleted one would be paid for without being read
  name                              = "kafka${local.unique}"
  resource_group_name               = azurerm_resource_group.main.name
  location                          = azurerm_resource_group.main.location
  account_tier                      = "Standard"
  account_replication_type          = {{ ("ZRS" if details.protect else "LRS") | hcl }}
  min_tls_version                   = "TLS1_2"
  https_traffic_only_enabled        = true
  allow_nested_items_to_be_public   = false
  cross_tenant_replication_enabled  = false
  default_to_oauth_authentication   = true
  infrastructure_encryption_enabled = true
  local_user_enabled                = false
  shared_access_key_enabled         = false
  tags                              = local.tags

  network_rules {
    bypass                     = ["AzureServices"]
    default_action             = "Deny"
    ip_rules                   = var.pipeline_cidrs
    virtual_network_subnet_ids = [{{ aks.subnet(environment.environment.network) }}]
  }
{% if details.own_key %}

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.encryption.id]
  }

  customer_managed_key {
    key_vault_key_id          = azurerm_key_vault_key.main.versionless_id
    user_assigned_identity_id = azurerm_user_assigned_identity.encryption.id
  }
{% endif %}

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
{% if details.own_key %}

  depends_on = [azurerm_role_assignment.encryption]
{% endif %}
}

resource "azurerm_storage_container" "tiered" {
  #checkov:skip=CKV2_AZURE_21:Reads are as many as consumers that are behind make; turn their log on when you look for somebody
  name                  = "tiered"
  storage_account_id    = azurerm_storage_account.tiered.id
  container_access_type = "private"

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

# Pods of the brokers' service account take this identity, and nobody else.
resource "azurerm_user_assigned_identity" "tiered" {
  name                = {{ (name ~ "-brokers") | fit(128) | hcl }}
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  tags                = local.tags
}

resource "azurerm_federated_identity_credential" "tiered" {
  name                      = "brokers"
  user_assigned_identity_id = azurerm_user_assigned_identity.tiered.id
  audience                  = ["api://AzureADTokenExchange"]
  issuer                    = azurerm_kubernetes_cluster.main.oidc_issuer_url
  subject                   = {{ ("system:serviceaccount:" ~ details.namespace ~ ":" ~ details.cluster_name ~ "-kafka") | hcl }}
}

resource "azurerm_role_assignment" "tiered" {
  scope                = azurerm_storage_container.tiered.id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = azurerm_user_assigned_identity.tiered.principal_id
  principal_type       = "ServicePrincipal"
}
