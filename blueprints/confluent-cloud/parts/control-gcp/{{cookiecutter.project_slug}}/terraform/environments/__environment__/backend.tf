{% import "terraform.j2" as tf %}
{{ tf.header("Remote state. terraform/bootstrap makes the bucket; its name ends in the project's number and is given at init:") }}
#   terraform init -backend-config="bucket={{ ("kafka-" ~ plan.answers.name ~ "-tfstate") | fit(45) }}-$(gcloud projects describe "$GOOGLE_PROJECT" --format='value(projectNumber)')"

terraform {
  # Cloud Storage holds the lock itself.
  backend "gcs" {
    prefix = {{ (plan.answers.name ~ "/" ~ environment.environment.name) | hcl }}
  }
}
