{% import "terraform.j2" as tf %}
{% import "aks.j2" as aks %}
{% set details = environment.details %}
{{ tf.header("The machines of brokers: a pool per zone, so that each zone has its share and a disk finds a machine in its own.") }}
{% for group in details.machines if group.name != "general" %}
{% set name = group.name | hcl_name | replace("_", "") %}

{{ group.reason | wrap(110) }}
resource "azurerm_kubernetes_cluster_node_pool" "{{ group.name | hcl_label }}" {
  #checkov:skip=CKV_AZURE_227:Encryption at host must first be registered in the subscription; disks are encrypted as they are
  for_each = toset([{{ range(1, group.zones + 1) | map("string") | map("hcl") | join(", ") }}])

  name                        = "{{ name[:10] | hcl_in }}${each.key}"
  temporary_name_for_rotation = "{{ name[:10] | hcl_in }}t${each.key}"
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.main.id
  vm_size                     = {{ group.machine | hcl }}
  zones                       = [each.key]
  vnet_subnet_id              = {{ aks.subnet(environment.environment.network) }}
  os_disk_size_gb             = {{ group.disk_gib }}
  max_pods                    = 110
  auto_scaling_enabled        = true
  min_count                   = {{ group.per_zone }}
  max_count                   = {{ group.most_per_zone }}
{% if group.dedicated %}
  node_taints                 = [{{ ("kafka-scaffold.io/pool=" ~ group.dedicated ~ ":NoSchedule") | hcl }}]
{% endif %}
  tags                        = local.tags
{% if group.dedicated %}

  node_labels = {
    "kafka-scaffold.io/pool" = {{ group.dedicated | hcl }}
  }
{% endif %}

  # A machine is there before the one it replaces is drained, which takes as long as a broker needs to move.
  upgrade_settings {
    max_surge                = "1"
    drain_timeout_in_minutes = 60
  }
}
{% endfor %}
