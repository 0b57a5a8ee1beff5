{% import "terraform.j2" as tf %}
{{ tf.header("The keys that this root works with: one secret of the control plane, read while Terraform runs and kept nowhere.") }}

provider "aws" {
  region = {{ plan.answers.cloud.region | hcl }}
  # An account that is not listed is refused before anything is read in it.
  allowed_account_ids = length(var.allowed_account_ids) == 0 ? null : var.allowed_account_ids
}

ephemeral "aws_secretsmanager_secret_version" "keys" {
  secret_id = var.keys_secret
}

locals {
  keys = jsondecode(ephemeral.aws_secretsmanager_secret_version.keys.secret_string)
}
