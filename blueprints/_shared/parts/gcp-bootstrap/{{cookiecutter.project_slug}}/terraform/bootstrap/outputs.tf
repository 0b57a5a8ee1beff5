{% import "terraform.j2" as tf %}
{{ tf.header("What the environments' init needs.") }}

output "state_bucket" {
  description = "Bucket of the state: terraform init -backend-config=\"bucket=…\"."
  value       = google_storage_bucket.state.name
}
