{% import "terraform.j2" as tf %}
{{ tf.header("The keys that this root works with: one secret of the control plane, read while Terraform runs and kept nowhere.") }}

provider "google" {
  # Without it GOOGLE_PROJECT decides.
  project = var.project_id
  region  = {{ plan.answers.cloud.region | hcl }}
}

ephemeral "google_secret_manager_secret_version" "keys" {
  secret = var.keys_secret
}

locals {
  keys = jsondecode(ephemeral.google_secret_manager_secret_version.keys.secret_data)
}
