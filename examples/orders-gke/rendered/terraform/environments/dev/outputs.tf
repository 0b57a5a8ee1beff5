# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# What the next steps and people need to know.

output "cluster_endpoint" {
  description = "Address of the Kubernetes API."
  value       = google_container_cluster.main.endpoint
}

output "cluster_name" {
  description = "Name of the Kubernetes cluster."
  value       = google_container_cluster.main.name
}

output "kms_key_id" {
  description = "Key of secrets and buckets, and of disks."
  value       = google_kms_crypto_key.main.id
}

output "network_id" {
  description = "Network of the cluster."
  value       = google_compute_network.main.id
}

output "settings" {
  description = "What kubernetes/overlays/dev/settings.yaml asks for and is known here."
  value = {
    "disk-key"      = google_kms_crypto_key.main.id
    "tiered-bucket" = google_storage_bucket.tiered.name
  }
}
