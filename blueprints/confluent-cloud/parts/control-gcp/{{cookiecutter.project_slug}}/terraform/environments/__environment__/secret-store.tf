{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("The secret store: Secret Manager, in this region alone.") }}

resource "google_secret_manager_secret" "main" {
  for_each = local.secret_names

  secret_id = "{{ ("confluent-" ~ plan.answers.name ~ "-" ~ environment.environment.name) | hcl_in }}-${each.value}"

  replication {
    user_managed {
      replicas {
        location = {{ details.region | hcl }}
      }
    }
  }
}

# A new generation is a new version; the one before goes once it is there.
resource "google_secret_manager_secret_version" "main" {
  for_each = local.secret_names

  secret                 = google_secret_manager_secret.main[each.value].id
  secret_data_wo         = local.secret_values[each.value]
  secret_data_wo_version = local.secret_versions[each.value]

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_secret_manager_secret_iam_member" "readers" {
  for_each = merge([
    for name, readers in var.secret_readers : {
      for reader in readers : "${name}/${reader}" => { name = name, reader = reader }
    }
  ]...)

  secret_id = google_secret_manager_secret.main[each.value.name].id
  role      = "roles/secretmanager.secretAccessor"
  member    = each.value.reader
}
