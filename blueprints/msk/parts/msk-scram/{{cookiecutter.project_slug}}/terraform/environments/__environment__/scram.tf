{% import "terraform.j2" as tf %}
{% import "msk.j2" as msk %}
{% set details = environment.details %}
{{ tf.header("Users and passwords. A password is made in memory and written straight to Secrets Manager: it is in no state and no plan.") }}

locals {
  # Everybody in access/{{ environment.environment.name | comment }}/acls.csv, the administrator who grants the others' ACLs among them.
  scram_users = toset({{ msk.users(details) }})
}

ephemeral "random_password" "scram" {
  for_each = local.scram_users

  length = 40
  # Letters and digits need no escaping in any client's configuration; 40 of them carry 238 bits.
  special = false
}

resource "aws_secretsmanager_secret" "scram" {
  #checkov:skip=CKV2_AWS_57:Raising scram_password_versions rotates a password; nothing else can restart its clients
  for_each = local.scram_users

  # MSK takes only names that begin so, and only keys of our own.
  name                    = "AmazonMSK_{{ details.cluster_name | hcl_in }}_${each.value}"
  description             = "Kafka user ${each.value} of {{ details.cluster_name | hcl_in }}"
  kms_key_id              = aws_kms_key.scram.arn
  recovery_window_in_days = {{ 30 if details.protect else 7 }}
}

resource "aws_secretsmanager_secret_version" "scram" {
  for_each = local.scram_users

  secret_id = aws_secretsmanager_secret.scram[each.value].id
  secret_string_wo = jsonencode({
    username = each.value
    password = ephemeral.random_password.scram[each.value].result
  })
  # The password is written when this number changes, and only then.
  secret_string_wo_version = lookup(var.scram_password_versions, each.value, 1)
}

resource "aws_secretsmanager_secret_policy" "scram" {
  for_each = local.scram_users

  secret_arn = aws_secretsmanager_secret.scram[each.value].arn
  policy     = data.aws_iam_policy_document.scram_secret[each.value].json
}

# What MSK attaches itself when a secret is associated; written here so that Terraform does not take it away.
data "aws_iam_policy_document" "scram_secret" {
  #checkov:skip=CKV_AWS_108:The brokers must read the one secret that this policy is of
  for_each = local.scram_users

  statement {
    sid       = "AWSKafkaResourcePolicy"
    actions   = ["secretsmanager:getSecretValue"]
    resources = [aws_secretsmanager_secret.scram[each.value].arn]

    principals {
      type        = "Service"
      identifiers = ["kafka.amazonaws.com"]
    }
  }
}

# One association per user: adding a user leaves the others alone.
resource "aws_msk_single_scram_secret_association" "scram" {
  for_each = local.scram_users

  cluster_arn = aws_msk_cluster.main.arn
  secret_arn  = aws_secretsmanager_secret.scram[each.value].arn

  depends_on = [
    aws_secretsmanager_secret_policy.scram,
    aws_secretsmanager_secret_version.scram,
  ]
}

resource "aws_kms_key" "scram" {
  description             = {{ ("Passwords of the Kafka users of " ~ details.cluster_name) | hcl }}
  enable_key_rotation     = true
  deletion_window_in_days = {{ 30 if details.protect else 7 }}
  policy                  = data.aws_iam_policy_document.scram_key.json

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

resource "aws_kms_alias" "scram" {
  name          = {{ ("alias/kafka/" ~ details.cluster_name ~ "/scram") | fit(256) | hcl }}
  target_key_id = aws_kms_key.scram.key_id
}

data "aws_iam_policy_document" "scram_key" {
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
}
