{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("The key that records are encrypted with at rest, and what Confluent's group may do with it. Without the key the records are gone.") }}

resource "google_kms_key_ring" "main" {
  name     = {{ ("confluent-" ~ details.cluster_name) | fit(63) | hcl }}
  location = {{ details.region | hcl }}
}

resource "google_kms_crypto_key" "main" {
  name     = "records"
  key_ring = google_kms_key_ring.main.id
  # Every 90 days; old versions go on decrypting what they encrypted.
  rotation_period = "7776000s"

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

resource "confluent_byok_key" "main" {
  gcp {
    key_id = google_kms_crypto_key.main.id
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

# Confluent makes a group for each key. It takes Google some seconds to know it: apply again when it refuses.
resource "google_kms_crypto_key_iam_member" "use" {
  crypto_key_id = google_kms_crypto_key.main.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "group:${confluent_byok_key.main.gcp[0].security_group}"
}

resource "google_kms_crypto_key_iam_member" "view" {
  crypto_key_id = google_kms_crypto_key.main.id
  role          = "roles/cloudkms.viewer"
  member        = "group:${confluent_byok_key.main.gcp[0].security_group}"
}
