{# Where one side keeps secrets on AWS; whoever includes this has set "plan", "environment" and "side". #}
{% import "network.j2" as net %}
{% set p = side.prefix %}
{% set readers = "var.secret_readers" if side.label == "main" else "local.standby_secret_readers" %}
{% set whose = "each.value" if side.label == "main" else 'trimsuffix(each.value, "-standby")' %}
resource "aws_secretsmanager_secret" "{{ side.label }}" {
  #checkov:skip=CKV2_AWS_57:key_generations rotates a key; nothing else can restart its clients
  for_each = local.{{ p }}secret_names

{{ net.place(side) }}  name                    = "confluent/{{ plan.answers.name | hcl_in }}/{{ environment.environment.name | hcl_in }}/${each.value}"
  description             = "How ${{ "{" }}{{ whose }}} reaches {{ side.name | hcl_in }}"
  kms_key_id              = aws_kms_key.{{ p }}secrets.arn
  recovery_window_in_days = {{ 30 if side.protect else 7 }}
}

resource "aws_secretsmanager_secret_version" "{{ side.label }}" {
  for_each = local.{{ p }}secret_names

{{ net.place(side) }}  secret_id                = aws_secretsmanager_secret.{{ side.label }}[each.value].id
  secret_string_wo         = local.{{ p }}secret_values[each.value]
  secret_string_wo_version = local.{{ p }}secret_versions[each.value]
}

resource "aws_secretsmanager_secret_policy" "{{ side.label }}" {
  for_each = { for name, readers in {{ readers }} : name => readers if length(readers) > 0 }

{{ net.place(side) }}  secret_arn          = aws_secretsmanager_secret.{{ side.label }}[each.key].arn
  policy              = data.aws_iam_policy_document.{{ p }}secret[each.key].json
  block_public_policy = true
}

data "aws_iam_policy_document" "{{ p }}secret" {
  #checkov:skip=CKV_AWS_108:The policy is of one secret, and names who may read that one
  for_each = { for name, readers in {{ readers }} : name => readers if length(readers) > 0 }

  statement {
    sid       = "Read"
    actions   = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
    resources = [aws_secretsmanager_secret.{{ side.label }}[each.key].arn]

    principals {
      type        = "AWS"
      identifiers = each.value
    }
  }
}

resource "aws_kms_key" "{{ p }}secrets" {
{{ net.place(side) }}  description             = {{ ("Secrets of " ~ side.name) | hcl }}
  enable_key_rotation     = true
  deletion_window_in_days = {{ 30 if side.protect else 7 }}
  policy                  = data.aws_iam_policy_document.{{ p }}secrets.json

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
  }
}

resource "aws_kms_alias" "{{ p }}secrets" {
{{ net.place(side) }}  name          = {{ ("alias/confluent/" ~ side.name ~ "/secrets") | hcl }}
  target_key_id = aws_kms_key.{{ p }}secrets.key_id
}

data "aws_iam_policy_document" "{{ p }}secrets" {
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
        values   = ["secretsmanager.{{ side.region | hcl_in }}.amazonaws.com"]
      }
    }
  }
}
