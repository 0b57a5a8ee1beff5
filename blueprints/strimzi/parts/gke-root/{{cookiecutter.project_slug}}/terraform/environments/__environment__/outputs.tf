{% import "terraform.j2" as tf %}
{% import "gke.j2" as gke %}
{% set details = environment.details %}
{{ tf.header("What the next steps and people need to know.") }}

output "cluster_endpoint" {
  description = "Address of the Kubernetes API."
  value       = google_container_cluster.main.endpoint
}

output "cluster_name" {
  description = "Name of the Kubernetes cluster."
  value       = google_container_cluster.main.name
}

output "kms_key_id" {
  description = "Key of secrets and buckets{{ ", and of disks" if details.own_key else "" }}."
  value       = google_kms_crypto_key.main.id
}

output "network_id" {
  description = "Network of the cluster."
  value       = {{ gke.network(environment.environment.network) }}.id
}

output "settings" {
  description = "What kubernetes/overlays/{{ environment.environment.name }}/settings.yaml asks for and is known here."
  value = {
{% set known = [] %}
{% if details.own_key and known.append(('"disk-key"', "google_kms_crypto_key.main.id")) %}{% endif %}
{% if details.tiered and known.append(('"tiered-bucket"', "google_storage_bucket.tiered.name")) %}{% endif %}
{% if known %}
{{ tf.arguments(known, 4) }}
{% endif %}
  }
}
