# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Where this environment lives, and the labels that everything in it carries.

locals {
  tags = {
    project     = "orders"
    environment = "dev"
    managed-by  = "terraform"
    owner       = "@example/commerce-platform"
    team        = "commerce"
  }
  # Labels take lower case, digits, underscores and dashes; whatever else a tag has becomes an underscore.
  labels = {
    for key, value in local.tags :
    substr(replace(lower(key), "/[^a-z0-9_-]/", "_"), 0, 63) => substr(replace(lower(value), "/[^a-z0-9_-]/", "_"), 0, 63)
  }
}

provider "google" {
  # Without it GOOGLE_PROJECT decides.
  project        = var.project_id
  region         = "europe-west1"
  default_labels = local.labels
}

data "google_client_config" "current" {}

data "google_project" "current" {}

data "google_compute_zones" "available" {
  region = "europe-west1"
  status = "UP"
}
