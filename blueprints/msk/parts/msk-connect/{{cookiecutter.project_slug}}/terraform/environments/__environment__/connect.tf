{% import "terraform.j2" as tf %}
{% import "aws.j2" as aws %}
{% import "msk.j2" as msk %}
{% set details = environment.details %}
{% set network = environment.environment.network %}
{% set bootstrap = msk.cluster(details) ~ "." ~ (details.listeners | selectattr("name", "equalto", "iam") | map(attribute="bootstrap_attribute") | first) %}
{{ tf.header("Connectors on MSK Connect. One is made when var.connectors names where its plugin is.") }}

resource "aws_cloudwatch_log_group" "connect" {
  #checkov:skip=CKV_AWS_338:Kept for as long as monitoring.log_retention asks
  name       = {{ ("/aws/mskconnect/" ~ details.cluster_name) | hcl }}
  kms_key_id = aws_kms_key.main.arn
{{ tf.decided("retention_in_days", details.log_retention_days) }}
}

data "aws_iam_policy_document" "connect_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["kafkaconnect.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}
{% for connector in details.connectors %}
{% set label = connector.name | hcl_label %}
{% set sink = connector.plugin == "s3" %}
{% set references = {
  "@{bucket}": "aws_s3_bucket.connect_" ~ label ~ ".id",
  "@{secret}": "var.connectors[each.key].secret_name",
  "@{bootstrap}": bootstrap,
} %}

# {{ connector.name | comment }}

resource "aws_mskconnect_custom_plugin" "{{ label }}" {
  for_each = { for name, given in var.connectors : name => given if name == {{ connector.name | hcl }} }

  # A plugin is never changed, only replaced: its name follows the file.
  name         = "{{ ("kafka-" ~ details.cluster_name ~ "-" ~ connector.name) | fit(110) | hcl_in }}-${substr(sha256("${each.value.plugin_bucket_arn}/${each.value.plugin_key}/${coalesce(each.value.plugin_version, "-")}"), 0, 8)}"
  description  = {{ ("Plugin " ~ connector.plugin) | hcl }}
  content_type = "ZIP"

  location {
    s3 {
      bucket_arn     = each.value.plugin_bucket_arn
      file_key       = each.value.plugin_key
      object_version = each.value.plugin_version
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_mskconnect_worker_configuration" "{{ label }}" {
  name        = {{ ("kafka-" ~ details.cluster_name ~ "-" ~ connector.name) | fit(128) | hcl }}
  description = {{ ("Workers of " ~ connector.name) | hcl }}

  properties_file_content = join("\n", [
{% for property in connector.worker_properties %}
    {{ property.reason | wrap(100, "    # ") | trim }}
    {{ (property.name ~ "=" ~ (property.value | properties)) | hcl }},
{% endfor %}
  ])
}

resource "aws_mskconnect_connector" "{{ label }}" {
  for_each = aws_mskconnect_custom_plugin.{{ label }}

  name                       = {{ ("kafka-" ~ details.cluster_name ~ "-" ~ connector.name) | fit(128) | hcl }}
  service_execution_role_arn = aws_iam_role.connect_{{ label }}.arn
{{ tf.decided("kafkaconnect_version", connector.kafkaconnect_version) }}

  capacity {
{% if connector.workers_min.value == connector.workers_max.value %}
    provisioned_capacity {
{{ tf.decided("mcu_count", connector.mcu_count, 6) }}
{{ tf.decided("worker_count", connector.workers_max, 6) }}
    }
{% else %}
    autoscaling {
{{ tf.decided("mcu_count", connector.mcu_count, 6) }}
{{ tf.decided("min_worker_count", connector.workers_min, 6) }}
{{ tf.decided("max_worker_count", connector.workers_max, 6) }}

      scale_in_policy {
        cpu_utilization_percentage = 20
      }

      scale_out_policy {
        cpu_utilization_percentage = 80
      }
    }
{% endif %}
  }

  connector_configuration = {
{% for config in connector.configuration %}
    {{ config.reason | wrap(100, "    # ") | trim }}
    {{ config.name | hcl }} = {{ references[config.value | string] if (config.value | string) in references else (tf.text(config.value) | replace("@{bucket}", "${" ~ references["@{bucket}"] ~ "}") | replace("@{secret}", "${" ~ references["@{secret}"] ~ "}") | replace("@{bootstrap}", "${" ~ references["@{bootstrap}"] ~ "}")) }}
{% endfor %}
  }

  kafka_cluster {
    apache_kafka_cluster {
      bootstrap_servers = {{ bootstrap }}

      vpc {
        security_groups = [aws_security_group.clients[{{ connector.application | hcl }}].id]
        subnets         = {{ aws.broker_subnets(network) }}
      }
    }
  }

  kafka_cluster_client_authentication {
    authentication_type = "IAM"
  }

  kafka_cluster_encryption_in_transit {
    encryption_type = "TLS"
  }

  plugin {
    custom_plugin {
      arn      = each.value.arn
      revision = each.value.latest_revision
    }
  }

  worker_configuration {
    arn      = aws_mskconnect_worker_configuration.{{ label }}.arn
    revision = aws_mskconnect_worker_configuration.{{ label }}.latest_revision
  }

  log_delivery {
    worker_log_delivery {
      cloudwatch_logs {
        enabled   = true
        log_group = aws_cloudwatch_log_group.connect.name
      }
    }
  }

  depends_on = [
    aws_iam_role_policy.connect_{{ label }},
    aws_iam_role_policy_attachment.connect_{{ label }},
  ]
}

resource "aws_iam_role" "connect_{{ label }}" {
  name               = {{ ("kafka-" ~ details.cluster_name ~ "-connect-" ~ connector.name) | fit(64) | hcl }}
  description        = {{ ("Connector " ~ connector.name) | hcl }}
  assume_role_policy = data.aws_iam_policy_document.connect_trust.json
}

resource "aws_iam_role_policy_attachment" "connect_{{ label }}" {
  for_each = { for key, policy in local.application_policies : key => policy if policy.application == {{ connector.application | hcl }} }

  role       = aws_iam_role.connect_{{ label }}.name
  policy_arn = aws_iam_policy.applications[each.key].arn
}

resource "aws_iam_role_policy" "connect_{{ label }}" {
{% if not sink %}
  for_each = aws_mskconnect_custom_plugin.{{ label }}

{% endif %}
  name   = {{ ("sink" if sink else "source") | hcl }}
  role   = aws_iam_role.connect_{{ label }}.id
  policy = data.aws_iam_policy_document.connect_{{ label }}{{ "" if sink else "[each.key]" }}.json
}

data "aws_iam_policy_document" "connect_{{ label }}" {
{% if sink %}
  statement {
    sid       = "FindBucket"
    actions   = ["s3:GetBucketLocation", "s3:ListBucket"]
    resources = [aws_s3_bucket.connect_{{ label }}.arn]
  }

  statement {
    sid = "WriteObjects"
    actions = [
      "s3:AbortMultipartUpload",
      "s3:GetObject",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
    ]
    resources = ["${aws_s3_bucket.connect_{{ label }}.arn}/*"]
  }

  statement {
    sid       = "EncryptObjects"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.main.arn]
  }
}

# What the connector writes. Nothing expires here: how long it is kept is the readers' decision.
resource "aws_s3_bucket" "connect_{{ label }}" {
  #checkov:skip=CKV_AWS_18:CloudTrail data events tell who reads it; an access log would need a bucket of its own
  #checkov:skip=CKV_AWS_144:A copy in another region is a decision of its own, and doubles the cost
  #checkov:skip=CKV2_AWS_62:Readers list what arrived; nothing has to be told
  bucket = "{{ ("kafka-" ~ details.cluster_name ~ "-" ~ connector.name) | fit(50) | hcl_in }}-${data.aws_caller_identity.current.account_id}"

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

resource "aws_s3_bucket_versioning" "connect_{{ label }}" {
  bucket = aws_s3_bucket.connect_{{ label }}.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "connect_{{ label }}" {
  bucket = aws_s3_bucket.connect_{{ label }}.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.main.arn
    }
  }
}

resource "aws_s3_bucket_public_access_block" "connect_{{ label }}" {
  bucket = aws_s3_bucket.connect_{{ label }}.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_lifecycle_configuration" "connect_{{ label }}" {
  bucket = aws_s3_bucket.connect_{{ label }}.id

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

resource "aws_s3_bucket_policy" "connect_{{ label }}" {
  bucket = aws_s3_bucket.connect_{{ label }}.id
  policy = data.aws_iam_policy_document.connect_{{ label }}_bucket.json

  depends_on = [aws_s3_bucket_public_access_block.connect_{{ label }}]
}

data "aws_iam_policy_document" "connect_{{ label }}_bucket" {
  statement {
    sid       = "TLSOnly"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.connect_{{ label }}.arn, "${aws_s3_bucket.connect_{{ label }}.arn}/*"]

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
{% else %}
  for_each = aws_mskconnect_custom_plugin.{{ label }}

  statement {
    sid     = "ReadDatabaseCredentials"
    actions = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
    # Secrets Manager ends the ARN in six characters of its own.
    resources = ["arn:${data.aws_partition.current.partition}:secretsmanager:{{ plan.answers.cloud.region | hcl_in }}:${data.aws_caller_identity.current.account_id}:secret:${var.connectors[each.key].secret_name}-??????"]
  }
}
{% endif %}

{% if network.cidr is not defined %}
resource "aws_vpc_security_group_egress_rule" "connect_{{ label }}_https" {
  security_group_id = aws_security_group.clients[{{ connector.application | hcl }}].id
  description       = "AWS services over HTTPS, by whatever way the network has"
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}
{% else %}
{% if sink %}
resource "aws_vpc_security_group_egress_rule" "connect_{{ label }}_s3" {
  security_group_id = aws_security_group.clients[{{ connector.application | hcl }}].id
  description       = "S3, through an endpoint in the network"
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}
{% endif %}
{% if not sink or plan.flags.schemas %}
{% if sink %}

{% endif %}
resource "aws_vpc_security_group_egress_rule" "connect_{{ label }}_endpoints" {
  security_group_id = aws_security_group.clients[{{ connector.application | hcl }}].id
  description       = "AWS services, through endpoints in the network"
  cidr_ipv4         = aws_vpc.main.cidr_block
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}
{% endif %}
{% endif %}
{% if not sink %}

resource "aws_vpc_security_group_egress_rule" "connect_{{ label }}_database" {
  for_each = toset(flatten([for name, given in var.connectors : given.database_cidrs if name == {{ connector.name | hcl }}]))

  security_group_id = aws_security_group.clients[{{ connector.application | hcl }}].id
  description       = "PostgreSQL"
  cidr_ipv4         = each.value
  from_port         = 5432
  to_port           = 5432
  ip_protocol       = "tcp"
}
{% endif %}
{% endfor %}
