# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# The Kubernetes cluster that terraform/environments/prod made, found by its name, and how to sign in there.

provider "google" {
  # Without it GOOGLE_PROJECT decides.
  project = var.project_id
  region  = "europe-west1"
}

data "google_container_cluster" "main" {
  name     = "orders-prod"
  location = "europe-west1"
}

locals {
  api = {
    host                   = "https://${data.google_container_cluster.main.endpoint}"
    cluster_ca_certificate = base64decode(data.google_container_cluster.main.master_auth[0].cluster_ca_certificate)
  }
}

provider "kubernetes" {
  host                   = local.api.host
  cluster_ca_certificate = local.api.cluster_ca_certificate

  exec {
    api_version = "client.authentication.k8s.io/v1beta1"
    command     = "gke-gcloud-auth-plugin"
    args        = []
  }
}

provider "helm" {
  kubernetes = {
    host                   = local.api.host
    cluster_ca_certificate = local.api.cluster_ca_certificate

    exec = {
      api_version = "client.authentication.k8s.io/v1beta1"
      command     = "gke-gcloud-auth-plugin"
      args        = []
    }
  }
}
