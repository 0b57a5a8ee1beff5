# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Remote state, where terraform/bootstrap has made room for it; make gives the name at init.

terraform {
  # Cloud Storage holds the lock itself.
  backend "gcs" {
    prefix = "orders/prod/operators"
  }
}
