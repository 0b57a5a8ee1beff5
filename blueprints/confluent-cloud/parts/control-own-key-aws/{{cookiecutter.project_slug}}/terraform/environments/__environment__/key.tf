{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("The key that records are encrypted with at rest, and what Confluent's roles may do with it. Without the key the records are gone.") }}

resource "aws_kms_key" "main" {
  description             = {{ ("Records of " ~ details.cluster_name) | hcl }}
  enable_key_rotation     = true
  deletion_window_in_days = 30

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

resource "aws_kms_alias" "main" {
  name          = {{ ("alias/confluent/" ~ details.cluster_name ~ "/records") | hcl }}
  target_key_id = aws_kms_key.main.key_id
}

resource "confluent_byok_key" "main" {
  aws {
    key_arn = aws_kms_key.main.arn
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

# Confluent tells its roles only for a key that it knows, so the policy comes after the key.
resource "aws_kms_key_policy" "main" {
  key_id = aws_kms_key.main.key_id
  policy = data.aws_iam_policy_document.key.json
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
      identifiers = confluent_byok_key.main.aws[0].roles
    }
  }
}
