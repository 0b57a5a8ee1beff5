{# The key of one side's records on Google Cloud; whoever includes this has set "side". #}
resource "google_kms_key_ring" "{{ side.label }}" {
  name     = {{ ("confluent-" ~ side.name) | fit(63) | hcl }}
  location = {{ side.region | hcl }}
}

resource "google_kms_crypto_key" "{{ side.label }}" {
{% if not side.protect %}
  #checkov:skip=CKV_GCP_82:This environment may be destroyed with everything in it
{% endif %}
  name     = "records"
  key_ring = google_kms_key_ring.{{ side.label }}.id
  # Every 90 days; old versions go on decrypting what they encrypted.
  rotation_period = "7776000s"

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
  }
}

resource "confluent_byok_key" "{{ side.label }}" {
  gcp {
    key_id = google_kms_crypto_key.{{ side.label }}.id
  }

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
  }
}

# Confluent makes a group for each key. It takes Google some seconds to know it: apply again when it refuses.
resource "google_kms_crypto_key_iam_member" "{{ side.prefix }}use" {
  crypto_key_id = google_kms_crypto_key.{{ side.label }}.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "group:${confluent_byok_key.{{ side.label }}.gcp[0].security_group}"
}

resource "google_kms_crypto_key_iam_member" "{{ side.prefix }}view" {
  crypto_key_id = google_kms_crypto_key.{{ side.label }}.id
  role          = "roles/cloudkms.viewer"
  member        = "group:${confluent_byok_key.{{ side.label }}.gcp[0].security_group}"
}
