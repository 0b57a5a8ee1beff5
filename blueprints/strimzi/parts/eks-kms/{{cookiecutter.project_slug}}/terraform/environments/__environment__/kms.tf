{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set name = details.kubernetes_name %}
{{ tf.header("The key for Kubernetes secrets, logs and buckets" ~ (", and for disks" if details.own_key else "") ~ ", and who may use it." ~ ("" if details.own_key else " Disks stay under the service's own key (security.encryption_key).")) }}

resource "aws_kms_key" "main" {
  description             = {{ (("Secrets, logs, buckets and disks" if details.own_key else "Secrets, logs and buckets") ~ " of " ~ name) | hcl }}
  enable_key_rotation     = true
  deletion_window_in_days = {{ 30 if details.protect else 7 }}
  policy                  = data.aws_iam_policy_document.key.json

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
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
{% if details.own_key %}

  # Auto Scaling starts machines and the CSI driver makes disks; neither role need exist when the key is made.
  statement {
    sid = "DisksThroughEC2"
    actions = [
      "kms:CreateGrant",
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey*",
      "kms:ReEncrypt*",
    ]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:CallerAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["ec2.{{ plan.answers.cloud.region | hcl_in }}.amazonaws.com"]
    }
  }
{% endif %}
}
