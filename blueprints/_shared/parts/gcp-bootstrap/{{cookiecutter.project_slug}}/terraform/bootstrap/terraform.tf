{% import "terraform.j2" as tf %}
{{ tf.header("Turns on the services that are used and makes the bucket that holds the state of every environment. Apply it once per project, before anything else.") }}
#
# Its own state stays on the machine that applied it. If that is lost, import the bucket and the key; nothing else is in it.

terraform {
  required_version = ">= 1.11, < 2.0"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 8.7"
    }
  }
}

provider "google" {
  # The project is GOOGLE_PROJECT.
  region = {{ plan.answers.cloud.region | hcl }}

  default_labels = {
    managed-by = "terraform"
    project    = {{ plan.answers.name | hcl }}
  }
}
