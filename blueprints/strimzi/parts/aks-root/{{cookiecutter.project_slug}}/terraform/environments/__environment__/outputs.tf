{% import "terraform.j2" as tf %}
{% import "aks.j2" as aks %}
{% set details = environment.details %}
{{ tf.header("What the next steps and people need to know.") }}

output "cluster_name" {
  description = "Name of the Kubernetes cluster."
  value       = azurerm_kubernetes_cluster.main.name
}

output "oidc_issuer_url" {
  description = "Who vouches for service accounts of this cluster."
  value       = azurerm_kubernetes_cluster.main.oidc_issuer_url
}

output "resource_group_name" {
  description = "Resource group of the cluster and of everything that belongs to it."
  value       = azurerm_resource_group.main.name
}

output "settings" {
  description = "What kubernetes/overlays/{{ environment.environment.name }}/settings.yaml asks for and is known here."
  value = {
{% set known = [] %}
{% if details.own_key and known.append(('"disk-key"', "azurerm_disk_encryption_set.main.id")) %}{% endif %}
{% if details.tiered and known.append(('"tiered-account"', "azurerm_storage_account.tiered.name")) %}{% endif %}
{% if details.tiered and known.append(('"tiered-bucket"', "azurerm_storage_container.tiered.name")) %}{% endif %}
{% if details.tiered and known.append(('"tiered-identity"', "azurerm_user_assigned_identity.tiered.client_id")) %}{% endif %}
{% if known %}
{{ tf.arguments(known, 4) }}
{% endif %}
  }
}

output "subnet_id" {
  description = "Subnet of the machines."
  value       = {{ aks.subnet(environment.environment.network) }}
}
