{% import "terraform.j2" as tf %}
{{ tf.header("The state bucket: encrypted, versioned, private. Whoever reads it reads everything, so grant it narrowly.") }}

data "google_project" "current" {}

data "google_storage_project_service_account" "main" {
  depends_on = [google_project_service.main]
}

resource "google_storage_bucket" "state" {
  #checkov:skip=CKV_GCP_62:Data access audit logs tell who reads the state; an access log would need a bucket of its own
  name                        = "{{ ("kafka-" ~ plan.answers.name ~ "-tfstate") | fit(45) | hcl_in }}-${data.google_project.current.number}"
  location                    = {{ plan.answers.cloud.region | hcl }}
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  versioning {
    enabled = true
  }

  encryption {
    default_kms_key_name = google_kms_crypto_key.state.id
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      num_newer_versions         = 20
      days_since_noncurrent_time = 90
    }
  }

  lifecycle {
    prevent_destroy = true
  }

  depends_on = [google_kms_crypto_key_iam_member.state]
}

resource "google_kms_key_ring" "state" {
  name     = {{ ("kafka-" ~ plan.answers.name ~ "-tfstate") | fit(63) | hcl }}
  location = {{ plan.answers.cloud.region | hcl }}

  depends_on = [google_project_service.main]
}

resource "google_kms_crypto_key" "state" {
  name     = "state"
  key_ring = google_kms_key_ring.state.id
  # Every 90 days; old versions go on decrypting what they encrypted.
  rotation_period = "7776000s"

  lifecycle {
    prevent_destroy = true
  }
}

resource "google_kms_crypto_key_iam_member" "state" {
  crypto_key_id = google_kms_crypto_key.state.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "serviceAccount:${data.google_storage_project_service_account.main.email_address}"
}
