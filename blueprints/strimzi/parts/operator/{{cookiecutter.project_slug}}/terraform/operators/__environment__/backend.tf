{% import "terraform.j2" as tf %}
{% set environment_name = environment.environment.name %}
{% set kind = environment.details.kubernetes %}
{% if kind == "existing" %}
{{ tf.header("State, in a secret of the cluster itself: whoever reads secrets of this namespace reads it. make crds makes the namespace; make gives the context at init.") }}
{% else %}
{{ tf.header("Remote state, where terraform/bootstrap has made room for it; make gives the name at init.") }}
{% endif %}

terraform {
{% if kind == "existing" %}
  # A lease is the lock.
  backend "kubernetes" {
    namespace     = {{ environment.details.namespace | hcl }}
    secret_suffix = "operators"
    config_path   = "~/.kube/config"
  }
{% elif kind == "eks" %}
  backend "s3" {
    key     = {{ (plan.answers.name ~ "/" ~ environment_name ~ "/operators.tfstate") | hcl }}
    region  = {{ plan.answers.cloud.region | hcl }}
    encrypt = true
    # S3 holds the lock itself; no DynamoDB table is needed.
    use_lockfile = true
  }
{% elif kind == "gke" %}
  # Cloud Storage holds the lock itself.
  backend "gcs" {
    prefix = {{ (plan.answers.name ~ "/" ~ environment_name ~ "/operators") | hcl }}
  }
{% else %}
  # A lease on the blob is the lock.
  backend "azurerm" {
    resource_group_name = {{ ("kafka-" ~ plan.answers.name ~ "-tfstate") | fit(90) | hcl }}
    container_name      = "tfstate"
    key                 = {{ (plan.answers.name ~ "/" ~ environment_name ~ "/operators.tfstate") | hcl }}
    # Keys of the account are off: whoever comes signs in.
    use_azuread_auth = true
  }
{% endif %}
}
