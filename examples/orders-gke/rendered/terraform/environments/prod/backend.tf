# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Remote state. terraform/bootstrap makes the bucket; its name ends in the project's number and is given at
# init:
#   terraform init -backend-config="bucket=kafka-orders-tfstate-$(gcloud projects describe "$GOOGLE_PROJECT" --format='value(projectNumber)')"

terraform {
  # Cloud Storage holds the lock itself.
  backend "gcs" {
    prefix = "orders/prod"
  }
}
