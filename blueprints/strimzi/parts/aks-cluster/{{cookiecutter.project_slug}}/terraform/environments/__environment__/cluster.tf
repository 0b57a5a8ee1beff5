{% import "terraform.j2" as tf %}
{% import "aks.j2" as aks %}
{% set details = environment.details %}
{% set name = details.kubernetes_name %}
{% set general = details.machines | selectattr("name", "equalto", "general") | first %}
{{ tf.header("The Kubernetes control plane: with an uptime promise, private, logged, and who may use it; and the machines that are nobody's own.") }}

locals {
  zones = [{{ range(1, general.zones + 1) | map("string") | map("hcl") | join(", ") }}]
}

resource "azurerm_kubernetes_cluster" "main" {
  #checkov:skip=CKV_AZURE_4:Logs of the control plane go to the workspace below; those of pods are your collector's
  #checkov:skip=CKV_AZURE_117:{{ "Disks are under the key of kms.tf" if details.own_key else "Disks are encrypted with Azure's own key, as security.encryption_key asks" }}
  #checkov:skip=CKV_AZURE_172:Nothing here reads secrets from a key vault
  #checkov:skip=CKV_AZURE_226:Not every machine type has a local disk that could hold the system
  #checkov:skip=CKV_AZURE_227:Encryption at host must first be registered in the subscription; disks are encrypted as they are
  #checkov:skip=CKV_AZURE_232:The operator and monitoring share these machines with the system
  name                = {{ name | hcl }}
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  node_resource_group = {{ (name ~ "-machines") | fit(80) | hcl }}
  dns_prefix          = {{ name | fit(54) | hcl }}
  tags                = local.tags
{{ tf.reason(details.kubernetes_version.reason) }}
  kubernetes_version = {{ details.kubernetes_version.value | hcl }}
  # With an uptime promise for the API, which the operator lives by.
  sku_tier = "Standard"

  # Decided when the cluster is made: a change makes a new one.
  private_cluster_enabled = length(var.api_cidrs) == 0
  run_command_enabled     = false

  # Everybody signs in with Entra ID.
  local_account_disabled            = true
  role_based_access_control_enabled = true

  # Pods get Azure credentials for their own service account.
  oidc_issuer_enabled       = true
  workload_identity_enabled = true
{% if details.own_key %}

  disk_encryption_set_id = azurerm_disk_encryption_set.main.id
{% endif %}

  azure_policy_enabled         = true
  image_cleaner_enabled        = true
  image_cleaner_interval_hours = 168

{% if details.variant == "local-disk" %}
  # Nothing is upgraded by itself: a new machine has an empty disk, so replace them one at a time (docs/runbooks).
  node_os_upgrade_channel = "None"
{% else %}
  # Patches of this version, and images of the machines, in the windows below.
  automatic_upgrade_channel = "patch"
  node_os_upgrade_channel   = "NodeImage"
{% endif %}

  dynamic "api_server_access_profile" {
    for_each = length(var.api_cidrs) > 0 ? [var.api_cidrs] : []

    content {
      authorized_ip_ranges = api_server_access_profile.value
    }
  }

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled     = true
    admin_group_object_ids = var.admin_group_ids
    tenant_id              = data.azurerm_client_config.current.tenant_id
  }

  default_node_pool {
    name                        = {{ general.name | hcl }}
    temporary_name_for_rotation = {{ (general.name ~ "t") | hcl }}
    vm_size                     = {{ general.machine | hcl }}
    zones                       = local.zones
    vnet_subnet_id              = {{ aks.subnet(environment.environment.network) }}
    os_disk_size_gb             = {{ general.disk_gib }}
    max_pods                    = 110
    auto_scaling_enabled        = true
    min_count                   = {{ general.per_zone }} * length(local.zones)
    max_count                   = {{ general.most_per_zone }} * length(local.zones)

    upgrade_settings {
      max_surge                = "1"
      drain_timeout_in_minutes = 60
    }
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.cluster.id]
  }

  # Machines are the pools of nodes.tf and no others.
  node_provisioning_profile {
    mode = "Manual"
  }

{% if details.variant != "local-disk" %}
  maintenance_window_auto_upgrade {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = "Saturday"
    start_time  = "02:00"
    utc_offset  = "+00:00"
    duration    = 8
  }

  maintenance_window_node_os {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = "Sunday"
    start_time  = "02:00"
    utc_offset  = "+00:00"
    duration    = 8
  }

{% endif %}
  # Pods and services have addresses that no network of yours has, so that they cannot meet.
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_policy      = "cilium"
    network_data_plane  = "cilium"
    load_balancer_sku   = "standard"
    outbound_type       = "userAssignedNATGateway"
    pod_cidr            = "100.64.0.0/16"
    service_cidr        = "100.65.0.0/16"
    dns_service_ip      = "100.65.0.10"
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
    # Patches that the upgrade channel brought.
    ignore_changes = [default_node_pool[0].orchestrator_version]
  }

  depends_on = [
    azurerm_role_assignment.network,
{% if environment.environment.network.cidr is defined %}
    azurerm_subnet_nat_gateway_association.nodes,
{% endif %}
  ]
}

resource "azurerm_user_assigned_identity" "cluster" {
  name                = {{ (name ~ "-cluster") | fit(128) | hcl }}
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  tags                = local.tags
}

# Load balancers and machines are put into the subnet.
resource "azurerm_role_assignment" "network" {
  scope                = {{ aks.subnet(environment.environment.network) }}
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.cluster.principal_id
  principal_type       = "ServicePrincipal"
}

# Whoever applies this also installs the operator; admin_group_ids names everybody else.
resource "azurerm_role_assignment" "admin" {
  scope                = azurerm_kubernetes_cluster.main.id
  role_definition_name = "Azure Kubernetes Service RBAC Cluster Admin"
  principal_id         = data.azurerm_client_config.current.object_id
}

resource "azurerm_log_analytics_workspace" "main" {
  name                = {{ name | fit(63) | hcl }}
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  sku                 = "PerGB2018"
  # Azure keeps them for a month at the least.
  retention_in_days = max(30, {{ plan.answers.monitoring.log_retention_days }})
  tags              = local.tags
}

resource "azurerm_monitor_diagnostic_setting" "cluster" {
  name                           = "control-plane"
  target_resource_id             = azurerm_kubernetes_cluster.main.id
  log_analytics_workspace_id     = azurerm_log_analytics_workspace.main.id
  log_analytics_destination_type = "Dedicated"

  enabled_log {
    category = "cloud-controller-manager"
  }

  enabled_log {
    category = "guard"
  }

  enabled_log {
    category = "kube-apiserver"
  }

  enabled_log {
    category = "kube-audit-admin"
  }

  enabled_log {
    category = "kube-controller-manager"
  }

  enabled_log {
    category = "kube-scheduler"
  }
}
