{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("What sinks write to in AWS: a bucket each, and the role that Confluent takes on to write there, without a key.") }}

# What every sink's bucket is encrypted with.
resource "aws_kms_key" "sinks" {
  description             = {{ ("Objects of sinks on " ~ details.cluster_name) | hcl }}
  enable_key_rotation     = true
  deletion_window_in_days = {{ 30 if details.protect else 7 }}
  policy                  = data.aws_iam_policy_document.sinks.json

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

resource "aws_kms_alias" "sinks" {
  name          = {{ ("alias/confluent/" ~ details.cluster_name ~ "/sinks") | hcl }}
  target_key_id = aws_kms_key.sinks.key_id
}

data "aws_iam_policy_document" "sinks" {
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
{% for connector in details.integrations %}
{% set label = connector.name | hcl_label %}
{% set name = (details.cluster_name ~ "-" ~ connector.name) | fit(64) %}

# {{ connector.name | comment }}

# The role is named before it is there: it trusts whom this integration tells.
resource "confluent_provider_integration" "{{ label }}" {
  display_name = {{ name | hcl }}

  environment {
    id = confluent_environment.main.id
  }

  aws {
    customer_role_arn = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/{{ name | hcl_in }}"
  }
}

resource "aws_iam_role" "sink_{{ label }}" {
  name               = {{ name | hcl }}
  description        = {{ ("Connector " ~ connector.name) | hcl }}
  assume_role_policy = data.aws_iam_policy_document.sink_{{ label }}_trust.json
}

data "aws_iam_policy_document" "sink_{{ label }}_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = [confluent_provider_integration.{{ label }}.aws[0].iam_role_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [confluent_provider_integration.{{ label }}.aws[0].external_id]
    }
  }
}

resource "aws_iam_role_policy" "sink_{{ label }}" {
  name   = "sink"
  role   = aws_iam_role.sink_{{ label }}.id
  policy = data.aws_iam_policy_document.sink_{{ label }}.json
}

data "aws_iam_policy_document" "sink_{{ label }}" {
  statement {
    sid       = "FindBucket"
    actions   = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"]
    resources = [aws_s3_bucket.sink_{{ label }}.arn]
  }

  statement {
    sid = "WriteObjects"
    actions = [
      "s3:AbortMultipartUpload",
      "s3:GetObject",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
      "s3:PutObjectTagging",
    ]
    resources = ["${aws_s3_bucket.sink_{{ label }}.arn}/*"]
  }

  statement {
    sid       = "EncryptObjects"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.sinks.arn]
  }
}

# What the connector writes. Nothing expires here: how long it is kept is the readers' decision.
resource "aws_s3_bucket" "sink_{{ label }}" {
  #checkov:skip=CKV_AWS_18:CloudTrail data events tell who reads it; an access log would need a bucket of its own
  #checkov:skip=CKV_AWS_144:A copy in another region is a decision of its own, and doubles the cost
  #checkov:skip=CKV2_AWS_62:Readers list what arrived; nothing has to be told
  bucket = "{{ ("kafka-" ~ details.cluster_name ~ "-" ~ connector.name) | fit(50) | hcl_in }}-${data.aws_caller_identity.current.account_id}"

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

resource "aws_s3_bucket_versioning" "sink_{{ label }}" {
  bucket = aws_s3_bucket.sink_{{ label }}.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "sink_{{ label }}" {
  bucket = aws_s3_bucket.sink_{{ label }}.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.sinks.arn
    }
  }
}

resource "aws_s3_bucket_public_access_block" "sink_{{ label }}" {
  bucket = aws_s3_bucket.sink_{{ label }}.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_lifecycle_configuration" "sink_{{ label }}" {
  bucket = aws_s3_bucket.sink_{{ label }}.id

  rule {
    id     = "leftovers"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = 30
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

resource "aws_s3_bucket_policy" "sink_{{ label }}" {
  bucket = aws_s3_bucket.sink_{{ label }}.id
  policy = data.aws_iam_policy_document.sink_{{ label }}_bucket.json

  depends_on = [aws_s3_bucket_public_access_block.sink_{{ label }}]
}

data "aws_iam_policy_document" "sink_{{ label }}_bucket" {
  statement {
    sid       = "TLSOnly"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.sink_{{ label }}.arn, "${aws_s3_bucket.sink_{{ label }}.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}
{% endfor %}
