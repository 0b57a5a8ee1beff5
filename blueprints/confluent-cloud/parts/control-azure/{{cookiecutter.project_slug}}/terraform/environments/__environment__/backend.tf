{% import "terraform.j2" as tf %}
{{ tf.header("Remote state. terraform/bootstrap makes the storage account; its name follows from the subscription and is given at init:") }}
#   terraform init -backend-config="storage_account_name=$(make -s state-account)"

terraform {
  # A lease on the blob is the lock.
  backend "azurerm" {
    resource_group_name = {{ ("kafka-" ~ plan.answers.name ~ "-tfstate") | fit(90) | hcl }}
    container_name      = "tfstate"
    key                 = {{ (plan.answers.name ~ "/" ~ environment.environment.name ~ "/terraform.tfstate") | hcl }}
    # Keys of the account are off: whoever comes signs in.
    use_azuread_auth = true
  }
}
