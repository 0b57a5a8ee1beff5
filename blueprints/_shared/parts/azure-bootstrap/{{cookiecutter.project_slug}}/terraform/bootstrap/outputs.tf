{% import "terraform.j2" as tf %}
{{ tf.header("What the environments' init needs.") }}

output "state_account" {
  description = "Storage account of the state: terraform init -backend-config=\"storage_account_name=…\"."
  value       = azurerm_storage_account.state.name
}
