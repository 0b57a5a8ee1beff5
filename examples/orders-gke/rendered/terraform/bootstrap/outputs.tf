# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# What the environments' init needs.

output "state_bucket" {
  description = "Bucket of the state: terraform init -backend-config=\"bucket=…\"."
  value       = google_storage_bucket.state.name
}
