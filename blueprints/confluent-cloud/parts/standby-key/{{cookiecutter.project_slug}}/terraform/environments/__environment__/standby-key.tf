{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set recovery = details.recovery %}
{{ tf.header("The key that the standby's records are encrypted with at rest: one of its own, in its own region. Without the key the records are gone.") }}
{% if details.provider == "azure" %}
#
# Confluent signs in to this directory as an application that it makes for the key, so the first apply takes three steps:
#   terraform apply -target=confluent_byok_key.standby
#   az ad sp create --id "$(terraform output -raw standby_key_application_id)"
#   set standby_key_principal_id in terraform.tfvars to the "id" that it prints

resource "azurerm_key_vault" "standby_key" {
  #checkov:skip=CKV_AZURE_109:Confluent's addresses are not published; only its application gets in, by its roles
  #checkov:skip=CKV_AZURE_189:Confluent's addresses are not published; only its application gets in, by its roles
  #checkov:skip=CKV2_AZURE_32:Confluent is outside of any network of this subscription
  name                       = "records-${substr(local.standby_unique, 0, 14)}"
  resource_group_name        = azurerm_resource_group.standby.name
  location                   = azurerm_resource_group.standby.location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
  # A key that is gone takes every record with it.
  purge_protection_enabled   = true
  soft_delete_retention_days = 90
  tags                       = local.tags

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

# Whoever applies this makes the key. It takes Azure some minutes to know: apply again when it refuses.
resource "azurerm_role_assignment" "standby_key_officer" {
  scope                = azurerm_key_vault.standby_key.id
  role_definition_name = "Key Vault Crypto Officer"
  principal_id         = data.azurerm_client_config.current.object_id

  lifecycle {
    # Who made it keeps it: a plan that somebody else runs would take it away.
    ignore_changes = [principal_id]
  }
}

resource "azurerm_key_vault_key" "standby" {
  #checkov:skip=CKV_AZURE_40:It is rotated; an end would stop the cluster on that day
  #checkov:skip=CKV_AZURE_112:Keys in an HSM need the premium vault; change key_type and sku_name together if you must have them
  name         = "records"
  key_vault_id = azurerm_key_vault.standby_key.id
  key_type     = "RSA"
  key_size     = 3072
  key_opts     = ["decrypt", "encrypt", "sign", "unwrapKey", "verify", "wrapKey"]
  tags         = local.tags

  rotation_policy {
    automatic {
      time_after_creation = "P90D"
    }
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }

  depends_on = [azurerm_role_assignment.standby_key_officer]
}

# The key without a version: Confluent follows its rotation.
resource "confluent_byok_key" "standby" {
  azure {
    tenant_id      = data.azurerm_client_config.current.tenant_id
    key_vault_id   = azurerm_key_vault.standby_key.id
    key_identifier = azurerm_key_vault_key.standby.versionless_id
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

resource "azurerm_role_assignment" "standby_key_reader" {
  count = var.standby_key_principal_id == null ? 0 : 1

  scope                = azurerm_key_vault.standby_key.id
  role_definition_name = "Key Vault Reader"
  principal_id         = var.standby_key_principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "standby_key_user" {
  count = var.standby_key_principal_id == null ? 0 : 1

  scope                = azurerm_key_vault.standby_key.id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = var.standby_key_principal_id
  principal_type       = "ServicePrincipal"
}
{% elif details.provider == "gcp" %}

resource "google_kms_key_ring" "standby" {
  name     = {{ ("confluent-" ~ recovery.cluster_name) | fit(63) | hcl }}
  location = {{ recovery.region | hcl }}
}

resource "google_kms_crypto_key" "standby" {
  name     = "records"
  key_ring = google_kms_key_ring.standby.id
  # Every 90 days; old versions go on decrypting what they encrypted.
  rotation_period = "7776000s"

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

resource "confluent_byok_key" "standby" {
  gcp {
    key_id = google_kms_crypto_key.standby.id
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

# Confluent makes a group for each key. It takes Google some seconds to know it: apply again when it refuses.
resource "google_kms_crypto_key_iam_member" "standby_use" {
  crypto_key_id = google_kms_crypto_key.standby.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "group:${confluent_byok_key.standby.gcp[0].security_group}"
}

resource "google_kms_crypto_key_iam_member" "standby_view" {
  crypto_key_id = google_kms_crypto_key.standby.id
  role          = "roles/cloudkms.viewer"
  member        = "group:${confluent_byok_key.standby.gcp[0].security_group}"
}
{% else %}

resource "aws_kms_key" "standby" {
  region = {{ recovery.region | hcl }}

  description             = {{ ("Records of " ~ recovery.cluster_name) | hcl }}
  enable_key_rotation     = true
  deletion_window_in_days = 30

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

resource "aws_kms_alias" "standby" {
  region = {{ recovery.region | hcl }}

  name          = {{ ("alias/confluent/" ~ recovery.cluster_name ~ "/records") | hcl }}
  target_key_id = aws_kms_key.standby.key_id
}

resource "confluent_byok_key" "standby" {
  aws {
    key_arn = aws_kms_key.standby.arn
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

# Confluent tells its roles only for a key that it knows, so the policy comes after the key.
resource "aws_kms_key_policy" "standby" {
  region = {{ recovery.region | hcl }}

  key_id = aws_kms_key.standby.key_id
  policy = data.aws_iam_policy_document.standby_key.json
}

data "aws_iam_policy_document" "standby_key" {
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

  statement {
    sid = "ConfluentEncrypts"
    actions = [
      "kms:CreateGrant",
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey*",
      "kms:ListGrants",
      "kms:ReEncrypt*",
      "kms:RevokeGrant",
    ]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = confluent_byok_key.standby.aws[0].roles
    }
  }
}
{% endif %}
