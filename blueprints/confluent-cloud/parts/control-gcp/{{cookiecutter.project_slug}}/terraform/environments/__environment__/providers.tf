{% import "terraform.j2" as tf %}
{% import "control.j2" as control %}
{{ tf.header("Where this environment lives, and the labels that everything in it carries.") }}

locals {
  tags = {{ control.tags(plan, environment) }}
  # Labels take lower case, digits, underscores and dashes; whatever else a tag has becomes an underscore.
  labels = {
    for key, value in local.tags :
    substr(replace(lower(key), "/[^a-z0-9_-]/", "_"), 0, 63) => substr(replace(lower(value), "/[^a-z0-9_-]/", "_"), 0, 63)
  }
}

provider "google" {
  # Without it GOOGLE_PROJECT decides.
  project        = var.project_id
  region         = {{ plan.answers.cloud.region | hcl }}
  default_labels = local.labels
}
