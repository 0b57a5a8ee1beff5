{% import "terraform.j2" as tf %}
{% set environment_name = environment.environment.name %}
{% set provider = environment.details.provider %}
{{ tf.header("Remote state, in the bucket of terraform/bootstrap; its name is given at init, as make does.") }}

terraform {
{% if provider == "aws" %}
  backend "s3" {
    key     = {{ (plan.answers.name ~ "/" ~ environment_name ~ "/operators.tfstate") | hcl }}
    region  = {{ plan.answers.cloud.region | hcl }}
    encrypt = true
    # S3 holds the lock itself; no DynamoDB table is needed.
    use_lockfile = true
  }
{% elif provider == "gcp" %}
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
