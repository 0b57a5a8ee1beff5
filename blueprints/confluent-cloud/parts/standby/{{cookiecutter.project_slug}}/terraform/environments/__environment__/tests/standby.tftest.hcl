{% import "terraform.j2" as tf %}
{% import "network_checks.j2" as check %}
{% set details = environment.details %}
{% set recovery = details.recovery %}
{% set store = {"aws": "aws_secretsmanager_secret", "gcp": "google_secret_manager_secret", "azure": "azurerm_key_vault_secret"}[details.provider] %}
{{ tf.header("What a failover finds ready, as Terraform sees it. Needs no account: terraform test.") }}

{% include "network_test.j2" %}

run "standby" {
  command = plan
{{ check.assert("confluent_kafka_cluster.standby.region == " ~ (recovery.region | hcl) ~ " && confluent_kafka_cluster.standby.region != confluent_kafka_cluster.main.region", "The standby is in another region.") }}
{{ check.assert("confluent_kafka_cluster.standby.deletion_protection == " ~ (details.protect | hcl), "The standby is guarded as the cluster that it stands in for.") }}
{{ check.assert("toset(keys(confluent_role_binding.standby_applications)) == toset(keys(confluent_role_binding.applications))", "Applications have the same roles on the standby.") }}
{{ check.assert("length(setsubtract(keys(confluent_api_key.kafka), keys(confluent_api_key.standby_kafka))) == 0", "Each key has its like on the standby.") }}
{{ check.assert("toset(keys(" ~ store ~ ".standby)) == toset(concat([for owner in local.secret_owners : \"${owner}-standby\"], [\"data-plane-standby\"]))", "Each application has a secret of the standby.") }}
{% if details.provider == "aws" %}
{{ check.assert("alltrue([for secret in aws_secretsmanager_secret.standby : secret.region == " ~ (recovery.region | hcl) ~ "])", "Secrets of the standby are where it is.") }}
{{ check.assert("aws_kms_key.standby_secrets.region == " ~ (recovery.region | hcl) ~ " && aws_kms_key.standby_secrets.enable_key_rotation", "Their key is there too, and is rotated.") }}
{% elif details.provider == "gcp" %}
{{ check.assert("alltrue([for secret in google_secret_manager_secret.standby : secret.replication[0].user_managed[0].replicas[0].location == " ~ (recovery.region | hcl) ~ "])", "Secrets of the standby are where it is.") }}
{% else %}
{{ check.assert("azurerm_key_vault.standby.location == " ~ (recovery.region | hcl) ~ " && azurerm_key_vault.standby.network_acls[0].default_action == \"Deny\"", "Secrets of the standby are where it is, closed to networks that are not named.") }}
{% endif %}
}

run "rotates_the_standby_too" {
  command = plan

  variables {
    key_generations = { data-plane = [1, 2] }
  }
{{ check.assert('alltrue([for generation in [1, 2] : contains(keys(confluent_api_key.standby_kafka), "data-plane/${generation}")])', "Both generations are live on the standby.") }}
}
