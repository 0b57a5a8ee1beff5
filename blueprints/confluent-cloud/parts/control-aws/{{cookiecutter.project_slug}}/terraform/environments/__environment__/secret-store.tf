{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("The secret store: AWS Secrets Manager, under a key of its own.") }}

resource "aws_secretsmanager_secret" "main" {
  #checkov:skip=CKV2_AWS_57:key_generations rotates a key; nothing else can restart its clients
  for_each = local.secret_names

  name                    = "confluent/{{ plan.answers.name | hcl_in }}/{{ environment.environment.name | hcl_in }}/${each.value}"
  description             = "How ${each.value} reaches {{ details.cluster_name | hcl_in }}"
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = {{ 30 if details.protect else 7 }}
}

resource "aws_secretsmanager_secret_version" "main" {
  for_each = local.secret_names

  secret_id                = aws_secretsmanager_secret.main[each.value].id
  secret_string_wo         = local.secret_values[each.value]
  secret_string_wo_version = local.secret_versions[each.value]
}

resource "aws_secretsmanager_secret_policy" "main" {
  for_each = { for name, readers in var.secret_readers : name => readers if length(readers) > 0 }

  secret_arn          = aws_secretsmanager_secret.main[each.key].arn
  policy              = data.aws_iam_policy_document.secret[each.key].json
  block_public_policy = true
}

data "aws_iam_policy_document" "secret" {
  #checkov:skip=CKV_AWS_108:The policy is of one secret, and names who may read that one
  for_each = { for name, readers in var.secret_readers : name => readers if length(readers) > 0 }

  statement {
    sid       = "Read"
    actions   = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
    resources = [aws_secretsmanager_secret.main[each.key].arn]

    principals {
      type        = "AWS"
      identifiers = each.value
    }
  }
}

resource "aws_kms_key" "secrets" {
  description             = {{ ("Secrets of " ~ details.cluster_name) | hcl }}
  enable_key_rotation     = true
  deletion_window_in_days = {{ 30 if details.protect else 7 }}
  policy                  = data.aws_iam_policy_document.secrets.json

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

resource "aws_kms_alias" "secrets" {
  name          = {{ ("alias/confluent/" ~ details.cluster_name ~ "/secrets") | hcl }}
  target_key_id = aws_kms_key.secrets.key_id
}

data "aws_iam_policy_document" "secrets" {
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
        values   = ["secretsmanager.{{ details.region | hcl_in }}.amazonaws.com"]
      }
    }
  }
}

locals {
  secret_readers = distinct(flatten([for readers in values(var.secret_readers) : tolist(readers)]))
}
