{# Where one side keeps secrets on Google Cloud; whoever includes this has set "plan", "environment" and "side". #}
{% set p = side.prefix %}
{% set readers = "var.secret_readers" if side.label == "main" else "local.standby_secret_readers" %}
resource "google_secret_manager_secret" "{{ side.label }}" {
  for_each = local.{{ p }}secret_names

  secret_id = "{{ ("confluent-" ~ plan.answers.name ~ "-" ~ environment.environment.name) | hcl_in }}-${each.value}"

  replication {
    user_managed {
      replicas {
        location = {{ side.region | hcl }}
      }
    }
  }
}

# A new generation is a new version; the one before goes once it is there.
resource "google_secret_manager_secret_version" "{{ side.label }}" {
  for_each = local.{{ p }}secret_names

  secret                 = google_secret_manager_secret.{{ side.label }}[each.value].id
  secret_data_wo         = local.{{ p }}secret_values[each.value]
  secret_data_wo_version = local.{{ p }}secret_versions[each.value]

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_secret_manager_secret_iam_member" "{{ p }}readers" {
  for_each = merge([
    for name, readers in {{ readers }} : {
      for reader in readers : "${name}/${reader}" => { name = name, reader = reader }
    }
  ]...)

  secret_id = google_secret_manager_secret.{{ side.label }}[each.value.name].id
  role      = "roles/secretmanager.secretAccessor"
  member    = each.value.reader
}
