# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# The bucket that old segments of topics are moved to, and the brokers' access to it. Kafka deletes what its
# retention says; losing the bucket loses those records.

resource "google_storage_bucket" "tiered" {
  #checkov:skip=CKV_GCP_62:Data access audit logs tell who reads it; an access log would need a bucket of its own
  #checkov:skip=CKV_GCP_78:Segments never change, and an old version would keep what retention has deleted
  name                        = "kafka-orders-dev-tiered-${data.google_project.current.number}"
  location                    = "europe-west1"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = true

  encryption {
    default_kms_key_name = google_kms_crypto_key.main.id
  }

  # Uploads that were cut off, and nothing else.
  lifecycle_rule {
    action {
      type = "AbortIncompleteMultipartUpload"
    }

    condition {
      age = 1
    }
  }

  # What retention deletes is gone and no longer paid for.
  soft_delete_policy {
    retention_duration_seconds = 0
  }

  lifecycle {
    prevent_destroy = false
  }

  depends_on = [google_kms_crypto_key_iam_member.main]
}

# Pods of the brokers' service account and nobody else, by Workload Identity: no key, and nothing to write into manifests.
resource "google_storage_bucket_iam_member" "tiered" {
  bucket = google_storage_bucket.tiered.name
  role   = "roles/storage.objectUser"
  member = "principal://iam.googleapis.com/projects/${data.google_project.current.number}/locations/global/workloadIdentityPools/${google_container_cluster.main.workload_identity_config[0].workload_pool}/subject/ns/orders-dev/sa/orders-kafka"
}
