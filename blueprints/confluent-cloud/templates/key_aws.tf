{# The key of one side's records on AWS; whoever includes this has set "side". #}
{% import "network.j2" as net %}
resource "aws_kms_key" "{{ side.label }}" {
{{ net.place(side) }}  description             = {{ ("Records of " ~ side.name) | hcl }}
  enable_key_rotation     = true
  deletion_window_in_days = 30

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
  }
}

resource "aws_kms_alias" "{{ side.label }}" {
{{ net.place(side) }}  name          = {{ ("alias/confluent/" ~ side.name ~ "/records") | hcl }}
  target_key_id = aws_kms_key.{{ side.label }}.key_id
}

resource "confluent_byok_key" "{{ side.label }}" {
  aws {
    key_arn = aws_kms_key.{{ side.label }}.arn
  }

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
  }
}

# Confluent tells its roles only for a key that it knows, so the policy comes after the key.
resource "aws_kms_key_policy" "{{ side.label }}" {
{{ net.place(side) }}  key_id = aws_kms_key.{{ side.label }}.key_id
  policy = data.aws_iam_policy_document.{{ side.prefix }}key.json
}

data "aws_iam_policy_document" "{{ side.prefix }}key" {
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
      identifiers = confluent_byok_key.{{ side.label }}.aws[0].roles
    }
  }
}
