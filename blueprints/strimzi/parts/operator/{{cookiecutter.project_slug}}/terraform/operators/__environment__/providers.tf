{% import "terraform.j2" as tf %}
{% import "operators.j2" as op %}
{% set details = environment.details %}
{% if details.kubernetes == "existing" %}
{{ tf.header("The Kubernetes cluster, which is yours, as your kubeconfig reaches it.") }}

provider "kubernetes" {
  config_path    = var.kubeconfig
  config_context = var.kube_context
}

provider "helm" {
  kubernetes = {
    config_path    = var.kubeconfig
    config_context = var.kube_context
  }
}
{% else %}
{{ tf.header("The Kubernetes cluster that terraform/environments/" ~ environment.environment.name ~ " made, found by its name, and how to sign in there.") }}

{% if details.kubernetes == "eks" %}
provider "aws" {
  region = {{ plan.answers.cloud.region | hcl }}
  # An account that is not listed is refused before anything is read or changed in it.
  allowed_account_ids = length(var.allowed_account_ids) == 0 ? null : var.allowed_account_ids
}

data "aws_eks_cluster" "main" {
  name = {{ details.kubernetes_name | hcl }}
}

locals {
  api = {
    host                   = data.aws_eks_cluster.main.endpoint
    cluster_ca_certificate = base64decode(data.aws_eks_cluster.main.certificate_authority[0].data)
  }
}
{% elif details.kubernetes == "gke" %}
provider "google" {
  # Without it GOOGLE_PROJECT decides.
  project = var.project_id
  region  = {{ plan.answers.cloud.region | hcl }}
}

data "google_container_cluster" "main" {
  name     = {{ details.kubernetes_name | hcl }}
  location = {{ plan.answers.cloud.region | hcl }}
}

locals {
  api = {
    host                   = "https://${data.google_container_cluster.main.endpoint}"
    cluster_ca_certificate = base64decode(data.google_container_cluster.main.master_auth[0].cluster_ca_certificate)
  }
}
{% else %}
provider "azurerm" {
  # Without it ARM_SUBSCRIPTION_ID decides.
  subscription_id = var.subscription_id

  features {}
}

data "azurerm_kubernetes_cluster" "main" {
  name                = {{ details.kubernetes_name | hcl }}
  resource_group_name = {{ details.kubernetes_name | fit(90) | hcl }}
}

locals {
  api = {
    host                   = data.azurerm_kubernetes_cluster.main.kube_config[0].host
    cluster_ca_certificate = base64decode(data.azurerm_kubernetes_cluster.main.kube_config[0].cluster_ca_certificate)
  }
}
{% endif %}

provider "kubernetes" {
  host                   = local.api.host
  cluster_ca_certificate = local.api.cluster_ca_certificate

  exec {
    api_version = "client.authentication.k8s.io/v1beta1"
    command     = {{ op.command(plan, details) }}
    args        = {{ op.arguments(plan, details) }}
  }
}

provider "helm" {
  kubernetes = {
    host                   = local.api.host
    cluster_ca_certificate = local.api.cluster_ca_certificate

    exec = {
      api_version = "client.authentication.k8s.io/v1beta1"
      command     = {{ op.command(plan, details) }}
      args        = {{ op.arguments(plan, details) }}
    }
  }
}
{% endif %}
