{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set name = details.kubernetes_name %}
{{ tf.header("The key for Kubernetes secrets and buckets" ~ (", and for disks" if details.own_key else "") ~ ", and which of Google's agents use it." ~ ("" if details.own_key else " Disks stay under Google's own key (security.encryption_key).")) }}

# Key rings and keys are never deleted, only their versions are: a second ring of this name must be imported.
resource "google_kms_key_ring" "main" {
  name     = {{ ("kafka-" ~ name) | fit(63) | hcl }}
  location = {{ plan.answers.cloud.region | hcl }}
}

resource "google_kms_crypto_key" "main" {
{% if not details.protect %}
  #checkov:skip=CKV_GCP_82:This environment may be destroyed with everything in it
{% endif %}
  name     = "main"
  key_ring = google_kms_key_ring.main.id
  # Every 90 days; old versions go on decrypting what they encrypted.
  rotation_period = "7776000s"

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

locals {
  key_users = {
    kubernetes = "serviceAccount:service-${data.google_project.current.number}@container-engine-robot.iam.gserviceaccount.com"
{% if details.own_key %}
    disks      = "serviceAccount:service-${data.google_project.current.number}@compute-system.iam.gserviceaccount.com"
{% endif %}
{% if details.tiered %}
    buckets    = "serviceAccount:${data.google_storage_project_service_account.main.email_address}"
{% endif %}
  }
}
{% if details.tiered %}

data "google_storage_project_service_account" "main" {}
{% endif %}

resource "google_kms_crypto_key_iam_member" "main" {
  for_each = local.key_users

  crypto_key_id = google_kms_crypto_key.main.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = each.value
}
