{% import "terraform.j2" as tf %}
{% set name = (plan.answers.name ~ "-" ~ environment.environment.name) %}
{% set at_rest = plan.flags.get("own_key") %}
{{ tf.header("The key for " ~ ("data at rest, " if at_rest else "") ~ "logs and alarms, and who may use it." ~ ("" if at_rest else " Data at rest stays under the service's own key (security.encryption_key).")) }}

resource "aws_kms_key" "main" {
  description             = {{ (("Data at rest, logs" if at_rest else "Logs") ~ " and alarms of " ~ name) | hcl }}
  enable_key_rotation     = true
  deletion_window_in_days = {{ 30 if environment.environment.protect else 7 }}
  policy                  = data.aws_iam_policy_document.key.json

  lifecycle {
    prevent_destroy = {{ environment.environment.protect | hcl }}
  }
}

resource "aws_kms_alias" "main" {
  name          = {{ ("alias/kafka/" ~ name) | hcl }}
  target_key_id = aws_kms_key.main.key_id
}

data "aws_iam_policy_document" "key" {
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
    sid = "CloudWatchLogsEncrypts"
    actions = [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey*",
      "kms:ReEncrypt*",
    ]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.{{ plan.answers.cloud.region | hcl_in }}.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:${data.aws_partition.current.partition}:logs:{{ plan.answers.cloud.region | hcl_in }}:${data.aws_caller_identity.current.account_id}:log-group:*"]
    }
  }
{% if plan.flags.get("logs_s3") %}

  statement {
    sid = "LogDeliveryEncrypts"
    actions = [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey*",
      "kms:ReEncrypt*",
    ]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["delivery.logs.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
{% endif %}
{% if plan.flags.get("alerts") %}

  # An alarm reaches the key through its topic alone, whose own policy names the account.
  statement {
    sid = "AlarmsPublish"
    actions = [
      "kms:Decrypt",
      "kms:GenerateDataKey*",
    ]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }
  }
{% endif %}
}
