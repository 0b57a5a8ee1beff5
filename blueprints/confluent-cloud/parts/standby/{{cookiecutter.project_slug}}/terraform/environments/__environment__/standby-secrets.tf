{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set recovery = details.recovery %}
{% set registered = details.schemas | length > 0 %}
{{ tf.header("How applications reach the standby, kept in " ~ recovery.region ~ ": whoever fails over must not have to ask " ~ details.region ~ ". Each secret has the fields of the one without -standby, and the same readers.") }}

locals {
  standby_secret_names = toset(concat([for owner in local.secret_owners : "${owner}-standby"], ["data-plane-standby"]))

  # What the cluster link signs in with here; part of the secret "link".
  standby_credentials = {
    standby_kafka_api_key              = confluent_api_key.standby_kafka[local.current_keys["link"]].id
    standby_kafka_api_secret           = confluent_api_key.standby_kafka[local.current_keys["link"]].secret
    standby_schema_registry_api_key    = confluent_api_key.standby_schema_registry[local.current_keys["link"]].id
    standby_schema_registry_api_secret = confluent_api_key.standby_schema_registry[local.current_keys["link"]].secret
  }

  standby_secret_values = merge(
    {
      for owner in local.secret_owners : "${owner}-standby" => jsonencode({
        bootstrap_servers = local.standby_bootstrap_servers
        kafka_api_key     = confluent_api_key.standby_kafka[local.current_keys[owner]].id
        kafka_api_secret  = confluent_api_key.standby_kafka[local.current_keys[owner]].secret
{% if registered %}

        schema_registry_url        = local.standby_schema_registry_url
        schema_registry_api_key    = confluent_api_key.standby_schema_registry[local.current_keys[owner]].id
        schema_registry_api_secret = confluent_api_key.standby_schema_registry[local.current_keys[owner]].secret
{% endif %}
      })
    },
    {
      # For whoever goes on with topics, access and schemas there after a failover.
      "data-plane-standby" = jsonencode({
        cloud_api_key    = confluent_api_key.cloud[local.current_keys["data-plane"]].id
        cloud_api_secret = confluent_api_key.cloud[local.current_keys["data-plane"]].secret
        kafka_api_key    = confluent_api_key.standby_kafka[local.current_keys["data-plane"]].id
        kafka_api_secret = confluent_api_key.standby_kafka[local.current_keys["data-plane"]].secret

        schema_registry_api_key    = confluent_api_key.standby_schema_registry[local.current_keys["data-plane"]].id
        schema_registry_api_secret = confluent_api_key.standby_schema_registry[local.current_keys["data-plane"]].secret
      })
    },
  )

  # A number that differs when a secret says something else: the store is written to only then.
  standby_secret_versions = {
    for name, parts in merge(
      {
        for owner in local.secret_owners : "${owner}-standby" => [
          local.standby_bootstrap_servers,
          confluent_api_key.standby_kafka[local.current_keys[owner]].id,
{% if registered %}
          local.standby_schema_registry_url,
          confluent_api_key.standby_schema_registry[local.current_keys[owner]].id,
{% endif %}
        ]
      },
      {
        "data-plane-standby" = [
          confluent_api_key.cloud[local.current_keys["data-plane"]].id,
          confluent_api_key.standby_kafka[local.current_keys["data-plane"]].id,
          confluent_api_key.standby_schema_registry[local.current_keys["data-plane"]].id,
        ]
      },
    ) : name => parseint(substr(sha256(jsonencode(parts)), 0, 7), 16)
  }

  # Who reads an application's secret reads its standby's too.
  standby_secret_readers = { for name, readers in var.secret_readers : "${name}-standby" => readers if contains(local.standby_secret_names, "${name}-standby") }
}
{% if details.provider == "aws" %}

resource "aws_secretsmanager_secret" "standby" {
  #checkov:skip=CKV2_AWS_57:key_generations rotates a key; nothing else can restart its clients
  for_each = local.standby_secret_names

  region = {{ recovery.region | hcl }}

  name                    = "confluent/{{ plan.answers.name | hcl_in }}/{{ environment.environment.name | hcl_in }}/${each.value}"
  description             = "How ${trimsuffix(each.value, "-standby")} reaches {{ recovery.cluster_name | hcl_in }}"
  kms_key_id              = aws_kms_key.standby_secrets.arn
  recovery_window_in_days = {{ 30 if details.protect else 7 }}
}

resource "aws_secretsmanager_secret_version" "standby" {
  for_each = local.standby_secret_names

  region = {{ recovery.region | hcl }}

  secret_id                = aws_secretsmanager_secret.standby[each.value].id
  secret_string_wo         = local.standby_secret_values[each.value]
  secret_string_wo_version = local.standby_secret_versions[each.value]
}

resource "aws_secretsmanager_secret_policy" "standby" {
  for_each = { for name, readers in local.standby_secret_readers : name => readers if length(readers) > 0 }

  region = {{ recovery.region | hcl }}

  secret_arn          = aws_secretsmanager_secret.standby[each.key].arn
  policy              = data.aws_iam_policy_document.standby_secret[each.key].json
  block_public_policy = true
}

data "aws_iam_policy_document" "standby_secret" {
  #checkov:skip=CKV_AWS_108:The policy is of one secret, and names who may read that one
  for_each = { for name, readers in local.standby_secret_readers : name => readers if length(readers) > 0 }

  statement {
    sid       = "Read"
    actions   = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
    resources = [aws_secretsmanager_secret.standby[each.key].arn]

    principals {
      type        = "AWS"
      identifiers = each.value
    }
  }
}

resource "aws_kms_key" "standby_secrets" {
  region = {{ recovery.region | hcl }}

  description             = {{ ("Secrets of " ~ recovery.cluster_name) | hcl }}
  enable_key_rotation     = true
  deletion_window_in_days = {{ 30 if details.protect else 7 }}
  policy                  = data.aws_iam_policy_document.standby_secrets.json

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

resource "aws_kms_alias" "standby_secrets" {
  region = {{ recovery.region | hcl }}

  name          = {{ ("alias/confluent/" ~ recovery.cluster_name ~ "/secrets") | hcl }}
  target_key_id = aws_kms_key.standby_secrets.key_id
}

data "aws_iam_policy_document" "standby_secrets" {
  #checkov:skip=CKV_AWS_109:A key policy without the account's administrators locks everybody out of the key
  #checkov:skip=CKV_AWS_111:In a key policy the resource is the key itself
  #checkov:skip=CKV_AWS_356:In a key policy the resource is the key itself
  statement {
    sid       = "AccountAdministersThroughIAM"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }

  dynamic "statement" {
    for_each = length(local.secret_readers) > 0 ? [local.secret_readers] : []

    content {
      sid       = "ReadersDecryptThroughSecretsManager"
      actions   = ["kms:Decrypt"]
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = statement.value
      }

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["secretsmanager.{{ recovery.region | hcl_in }}.amazonaws.com"]
      }
    }
  }
}
{% elif details.provider == "gcp" %}

resource "google_secret_manager_secret" "standby" {
  for_each = local.standby_secret_names

  secret_id = "{{ ("confluent-" ~ plan.answers.name ~ "-" ~ environment.environment.name) | hcl_in }}-${each.value}"

  replication {
    user_managed {
      replicas {
        location = {{ recovery.region | hcl }}
      }
    }
  }
}

# A new generation is a new version; the one before goes once it is there.
resource "google_secret_manager_secret_version" "standby" {
  for_each = local.standby_secret_names

  secret                 = google_secret_manager_secret.standby[each.value].id
  secret_data_wo         = local.standby_secret_values[each.value]
  secret_data_wo_version = local.standby_secret_versions[each.value]

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_secret_manager_secret_iam_member" "standby_readers" {
  for_each = merge([
    for name, readers in local.standby_secret_readers : {
      for reader in readers : "${name}/${reader}" => { name = name, reader = reader }
    }
  ]...)

  secret_id = google_secret_manager_secret.standby[each.value.name].id
  role      = "roles/secretmanager.secretAccessor"
  member    = each.value.reader
}
{% else %}
{% set network = plan.answers.disaster_recovery.network %}

locals {
  # Names that must be nobody else's: the same for the same subscription and environment.
  standby_unique = substr(sha256("${data.azurerm_client_config.current.subscription_id}/{{ recovery.environment_name | hcl_in }}"), 0, 16)
}

resource "azurerm_resource_group" "standby" {
  name     = {{ recovery.environment_name | fit(90) | hcl }}
  location = {{ recovery.region | hcl }}
  tags     = local.tags

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

resource "azurerm_key_vault" "standby" {
  #checkov:skip=CKV_AZURE_189:Closed to every network that is not named; what is named comes in by vault_subnet_ids and pipeline_cidrs
  #checkov:skip=CKV2_AZURE_32:Readers come through service endpoints of their subnets (vault_subnet_ids)
  name                       = "kafka-${local.standby_unique}"
  resource_group_name        = azurerm_resource_group.standby.name
  location                   = azurerm_resource_group.standby.location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
  purge_protection_enabled   = true
  soft_delete_retention_days = {{ 90 if details.protect else 7 }}
  tags                       = local.tags

  network_acls {
    bypass                     = "AzureServices"
    default_action             = "Deny"
    ip_rules                   = var.pipeline_cidrs
    virtual_network_subnet_ids = {{ "concat(var.vault_subnet_ids, [azurerm_subnet.standby_clients.id])" if network.cidr is defined and details.private else "var.vault_subnet_ids" }}
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

# Whoever applies this writes the secrets. It takes Azure some minutes to know: apply again when it refuses.
resource "azurerm_role_assignment" "standby_secrets_officer" {
  scope                = azurerm_key_vault.standby.id
  role_definition_name = "Key Vault Secrets Officer"
  principal_id         = data.azurerm_client_config.current.object_id

  lifecycle {
    # Who made it keeps it: a plan that somebody else runs would take it away.
    ignore_changes = [principal_id]
  }
}

resource "azurerm_key_vault_secret" "standby" {
  #checkov:skip=CKV_AZURE_41:key_generations ends a key; a date would cut its clients off on that day
  for_each = local.standby_secret_names

  name             = each.value
  key_vault_id     = azurerm_key_vault.standby.id
  content_type     = "application/json"
  value_wo         = local.standby_secret_values[each.value]
  value_wo_version = local.standby_secret_versions[each.value]
  tags             = local.tags

  depends_on = [azurerm_role_assignment.standby_secrets_officer]
}

resource "azurerm_role_assignment" "standby_secret_readers" {
  for_each = merge([
    for name, readers in local.standby_secret_readers : {
      for reader in readers : "${name}/${reader}" => { name = name, reader = reader }
    }
  ]...)

  scope                = "${azurerm_key_vault.standby.id}/secrets/${azurerm_key_vault_secret.standby[each.value.name].name}"
  role_definition_name = "Key Vault Secrets User"
  principal_id         = each.value.reader
}
{% endif %}
