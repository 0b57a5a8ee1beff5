# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# The key for Kubernetes secrets and buckets, and for disks, and which of Google's agents use it.

# Key rings and keys are never deleted, only their versions are: a second ring of this name must be imported.
resource "google_kms_key_ring" "main" {
  name     = "kafka-orders-dev"
  location = "europe-west1"
}

resource "google_kms_crypto_key" "main" {
  #checkov:skip=CKV_GCP_82:This environment may be destroyed with everything in it
  name     = "main"
  key_ring = google_kms_key_ring.main.id
  # Every 90 days; old versions go on decrypting what they encrypted.
  rotation_period = "7776000s"

  lifecycle {
    prevent_destroy = false
  }
}

locals {
  key_users = {
    kubernetes = "serviceAccount:service-${data.google_project.current.number}@container-engine-robot.iam.gserviceaccount.com"
    disks      = "serviceAccount:service-${data.google_project.current.number}@compute-system.iam.gserviceaccount.com"
    buckets    = "serviceAccount:${data.google_storage_project_service_account.main.email_address}"
  }
}

data "google_storage_project_service_account" "main" {}

resource "google_kms_crypto_key_iam_member" "main" {
  for_each = local.key_users

  crypto_key_id = google_kms_crypto_key.main.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = each.value
}
