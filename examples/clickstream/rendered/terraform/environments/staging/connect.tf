# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Connectors on MSK Connect. One is made when var.connectors names where its plugin is.

resource "aws_cloudwatch_log_group" "connect" {
  #checkov:skip=CKV_AWS_338:Kept for as long as monitoring.log_retention asks
  name       = "/aws/mskconnect/clickstream-staging"
  kms_key_id = aws_kms_key.main.arn
  # An audit looks back 365 days; 90 were asked for
  retention_in_days = 365
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

# lake

resource "aws_mskconnect_custom_plugin" "lake" {
  for_each = { for name, given in var.connectors : name => given if name == "lake" }

  # A plugin is never changed, only replaced: its name follows the file.
  name         = "kafka-clickstream-staging-lake-${substr(sha256("${each.value.plugin_bucket_arn}/${each.value.plugin_key}/${coalesce(each.value.plugin_version, "-")}"), 0, 8)}"
  description  = "Plugin s3"
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

resource "aws_mskconnect_worker_configuration" "lake" {
  name        = "kafka-clickstream-staging-lake"
  description = "Workers of lake"

  properties_file_content = join("\n", [
    # Required by MSK Connect; the connector sets its own
    "key.converter=org.apache.kafka.connect.storage.StringConverter",
    # Required by MSK Connect; the connector sets its own
    "value.converter=org.apache.kafka.connect.converters.ByteArrayConverter",
  ])
}

resource "aws_mskconnect_connector" "lake" {
  for_each = aws_mskconnect_custom_plugin.lake

  name                       = "kafka-clickstream-staging-lake"
  service_execution_role_arn = aws_iam_role.connect_lake.arn
  # The newest that MSK Connect is known to offer
  kafkaconnect_version = "3.7.x"

  capacity {
    autoscaling {
      # 14.31 MiB/s before compression at peak / 10 per MCU = 2 MCUs; the least that 10 workers can
      # make up
      mcu_count = 1
      # Half of what the peak takes
      min_worker_count = 1
      # What the peak takes and one to catch up; at most 10 workers and one per partition
      max_worker_count = 3

      scale_in_policy {
        cpu_utilization_percentage = 20
      }

      scale_out_policy {
        cpu_utilization_percentage = 80
      }
    }
  }

  connector_configuration = {
    # Aiven's sink: Apache-2.0, no licence to buy
    "connector.class" = "io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector"
    # One task per vCPU of the workers, at most one per partition
    "tasks.max" = "3"
    # What it reads
    "topics" = "page-views,sessions"
    # The bucket of this repository
    "aws.s3.bucket.name" = aws_s3_bucket.connect_lake.id
    # The bucket is in the cluster's region
    "aws.s3.region" = "eu-west-1"
    # Each open file holds a part in memory; S3 takes none smaller
    "aws.s3.part.size.bytes" = "5242880"
    # Files of parquet
    "format.output.type" = "parquet"
    # With key, offset and headers a file can be written back to a topic
    "format.output.fields" = "key,value,offset,timestamp,headers"
    # Values stay readable; base64 is the default
    "format.output.fields.value.encoding" = "none"
    # Parquet and Avro compress by themselves
    "file.compression.type" = "none"
    # A folder per topic and day; offsets in the name make a retry overwrite, not duplicate
    "file.name.template" = "{{topic}}/dt={{timestamp:unit=yyyy}}-{{timestamp:unit=MM}}-{{timestamp:unit=dd}}/{{partition}}-{{start_offset}}"
    # A record that cannot be converted goes aside and does not stop the others
    "errors.tolerance" = "all"
    # Where it goes
    "errors.deadletterqueue.topic.name" = "lake-dead-letters"
    # Headers say what failed and where
    "errors.deadletterqueue.context.headers.enable" = "true"
    # Ten minutes of S3 or network trouble are retried first
    "errors.retry.timeout" = "600000"
    # Every failure is in the worker's log
    "errors.log.enable" = "true"
    # Records may hold personal data; logs must not
    "errors.log.include.messages" = "false"
    # Keys are text
    "key.converter" = "org.apache.kafka.connect.storage.StringConverter"
    # Values follow a schema of the Glue registry
    "value.converter" = "com.amazonaws.services.schemaregistry.kafkaconnect.AWSKafkaAvroConverter"
    # The registry is in the cluster's region
    "value.converter.region" = "eu-west-1"
    # The registry of this repository
    "value.converter.registry.name" = "clickstream-staging"
    # Schemas are declared in this repository
    "value.converter.schemaAutoRegistrationEnabled" = "false"
    # No generated classes on the workers
    "value.converter.avroRecordType" = "GENERIC_RECORD"
  }

  kafka_cluster {
    apache_kafka_cluster {
      bootstrap_servers = aws_msk_cluster.main.bootstrap_brokers_sasl_iam

      vpc {
        security_groups = [aws_security_group.clients["lake"].id]
        subnets         = values(aws_subnet.brokers)[*].id
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
    arn      = aws_mskconnect_worker_configuration.lake.arn
    revision = aws_mskconnect_worker_configuration.lake.latest_revision
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
    aws_iam_role_policy.connect_lake,
    aws_iam_role_policy_attachment.connect_lake,
  ]
}

resource "aws_iam_role" "connect_lake" {
  name               = "kafka-clickstream-staging-connect-lake"
  description        = "Connector lake"
  assume_role_policy = data.aws_iam_policy_document.connect_trust.json
}

resource "aws_iam_role_policy_attachment" "connect_lake" {
  for_each = { for key, policy in local.application_policies : key => policy if policy.application == "lake" }

  role       = aws_iam_role.connect_lake.name
  policy_arn = aws_iam_policy.applications[each.key].arn
}

resource "aws_iam_role_policy" "connect_lake" {
  name   = "sink"
  role   = aws_iam_role.connect_lake.id
  policy = data.aws_iam_policy_document.connect_lake.json
}

data "aws_iam_policy_document" "connect_lake" {
  statement {
    sid       = "FindBucket"
    actions   = ["s3:GetBucketLocation", "s3:ListBucket"]
    resources = [aws_s3_bucket.connect_lake.arn]
  }

  statement {
    sid = "WriteObjects"
    actions = [
      "s3:AbortMultipartUpload",
      "s3:GetObject",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
    ]
    resources = ["${aws_s3_bucket.connect_lake.arn}/*"]
  }

  statement {
    sid       = "EncryptObjects"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.main.arn]
  }
}

# What the connector writes. Nothing expires here: how long it is kept is the readers' decision.
resource "aws_s3_bucket" "connect_lake" {
  #checkov:skip=CKV_AWS_18:CloudTrail data events tell who reads it; an access log would need a bucket of its own
  #checkov:skip=CKV_AWS_144:A copy in another region is a decision of its own, and doubles the cost
  #checkov:skip=CKV2_AWS_62:Readers list what arrived; nothing has to be told
  bucket = "kafka-clickstream-staging-lake-${data.aws_caller_identity.current.account_id}"

  lifecycle {
    prevent_destroy = false
  }
}

resource "aws_s3_bucket_versioning" "connect_lake" {
  bucket = aws_s3_bucket.connect_lake.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "connect_lake" {
  bucket = aws_s3_bucket.connect_lake.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.main.arn
    }
  }
}

resource "aws_s3_bucket_public_access_block" "connect_lake" {
  bucket = aws_s3_bucket.connect_lake.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_lifecycle_configuration" "connect_lake" {
  bucket = aws_s3_bucket.connect_lake.id

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

resource "aws_s3_bucket_policy" "connect_lake" {
  bucket = aws_s3_bucket.connect_lake.id
  policy = data.aws_iam_policy_document.connect_lake_bucket.json

  depends_on = [aws_s3_bucket_public_access_block.connect_lake]
}

data "aws_iam_policy_document" "connect_lake_bucket" {
  statement {
    sid       = "TLSOnly"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.connect_lake.arn, "${aws_s3_bucket.connect_lake.arn}/*"]

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

resource "aws_vpc_security_group_egress_rule" "connect_lake_s3" {
  security_group_id = aws_security_group.clients["lake"].id
  description       = "S3, through an endpoint in the network"
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "connect_lake_endpoints" {
  security_group_id = aws_security_group.clients["lake"].id
  description       = "AWS services, through endpoints in the network"
  cidr_ipv4         = aws_vpc.main.cidr_block
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}

# accounts

resource "aws_mskconnect_custom_plugin" "accounts" {
  for_each = { for name, given in var.connectors : name => given if name == "accounts" }

  # A plugin is never changed, only replaced: its name follows the file.
  name         = "kafka-clickstream-staging-accounts-${substr(sha256("${each.value.plugin_bucket_arn}/${each.value.plugin_key}/${coalesce(each.value.plugin_version, "-")}"), 0, 8)}"
  description  = "Plugin debezium-postgres"
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

resource "aws_mskconnect_worker_configuration" "accounts" {
  name        = "kafka-clickstream-staging-accounts"
  description = "Workers of accounts"

  properties_file_content = join("\n", [
    # Required by MSK Connect; the connector sets its own
    "key.converter=org.apache.kafka.connect.storage.StringConverter",
    # Required by MSK Connect; the connector sets its own
    "value.converter=org.apache.kafka.connect.storage.StringConverter",
    # The sizing counts on compressed records
    "producer.compression.type=zstd",
    # A retry must not write a change twice or out of order
    "producer.enable.idempotence=true",
    # Database credentials come from Secrets Manager
    "config.providers=secretManager",
    # AWS's provider, in the plugin's ZIP
    "config.providers.secretManager.class=com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider",
    # Where the secret is
    "config.providers.secretManager.param.region=eu-west-1",
  ])
}

resource "aws_mskconnect_connector" "accounts" {
  for_each = aws_mskconnect_custom_plugin.accounts

  name                       = "kafka-clickstream-staging-accounts"
  service_execution_role_arn = aws_iam_role.connect_accounts.arn
  # The newest that MSK Connect is known to offer
  kafkaconnect_version = "3.7.x"

  capacity {
    provisioned_capacity {
      # 0.5722 MiB/s before compression at peak / 10 per MCU = 1 MCU, in one worker
      mcu_count = 1
      # One log, one task: a second worker would idle
      worker_count = 1
    }
  }

  connector_configuration = {
    # Reads PostgreSQL's log
    "connector.class" = "io.debezium.connector.postgresql.PostgresConnector"
    # One replication slot, one task
    "tasks.max" = "1"
    # Read by the worker when it starts; no credential in Terraform
    "database.hostname" = "$${secretManager:${var.connectors[each.key].secret_name}:host}"
    # Read by the worker when it starts; no credential in Terraform
    "database.port" = "$${secretManager:${var.connectors[each.key].secret_name}:port}"
    # Read by the worker when it starts; no credential in Terraform
    "database.user" = "$${secretManager:${var.connectors[each.key].secret_name}:username}"
    # Read by the worker when it starts; no credential in Terraform
    "database.password" = "$${secretManager:${var.connectors[each.key].secret_name}:password}"
    # Read by the worker when it starts; no credential in Terraform
    "database.dbname" = "$${secretManager:${var.connectors[each.key].secret_name}:dbname}"
    # Topics of tables are called prefix.schema.table
    "topic.prefix" = "accounts"
    # The decoder that RDS and Aurora have; the default is not installed there
    "plugin.name" = "pgoutput"
    # A slot of its own
    "slot.name" = "accounts"
    # A publication of its own
    "publication.name" = "accounts"
    # Only the tables below; all_tables needs a superuser
    "publication.autocreate.mode" = "filtered"
    # Tables that the topics' names ask for
    "table.include.list" = "public.users"
    # Begins with what the tables hold, then follows changes
    "snapshot.mode" = "initial"
    # Without it PostgreSQL keeps its log while the tables are quiet
    "heartbeat.interval.ms" = "10000"
    # Compaction drops a key only after a tombstone
    "tombstones.on.delete" = "true"
    # From tables to the topics declared here
    "transforms" = "route0"
    # Table public.users to users
    "transforms.route0.type" = "org.apache.kafka.connect.transforms.RegexRouter"
    # Debezium's name for users
    "transforms.route0.regex" = "accounts[.]public[.]users"
    # The name declared here
    "transforms.route0.replacement" = "users"
    # A changed secret does not restart the connector by itself
    "config.action.reload" = "none"
    # A table's key may have several columns
    "key.converter" = "org.apache.kafka.connect.json.JsonConverter"
    # Keys without a schema in each record
    "key.converter.schemas.enable" = "false"
    # Values carry a schema of the Glue registry
    "value.converter" = "com.amazonaws.services.schemaregistry.kafkaconnect.AWSKafkaAvroConverter"
    # Where the registry is
    "value.converter.region" = "eu-west-1"
    # The registry of this repository
    "value.converter.registry.name" = "clickstream-staging"
    # The schema follows the table; consumers are protected by the registry's compatibility
    "value.converter.schemaAutoRegistrationEnabled" = "true"
    # Every failure is in the worker's log
    "errors.log.enable" = "true"
    # Records may hold personal data; logs must not
    "errors.log.include.messages" = "false"
  }

  kafka_cluster {
    apache_kafka_cluster {
      bootstrap_servers = aws_msk_cluster.main.bootstrap_brokers_sasl_iam

      vpc {
        security_groups = [aws_security_group.clients["accounts"].id]
        subnets         = values(aws_subnet.brokers)[*].id
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
    arn      = aws_mskconnect_worker_configuration.accounts.arn
    revision = aws_mskconnect_worker_configuration.accounts.latest_revision
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
    aws_iam_role_policy.connect_accounts,
    aws_iam_role_policy_attachment.connect_accounts,
  ]
}

resource "aws_iam_role" "connect_accounts" {
  name               = "kafka-clickstream-staging-connect-accounts"
  description        = "Connector accounts"
  assume_role_policy = data.aws_iam_policy_document.connect_trust.json
}

resource "aws_iam_role_policy_attachment" "connect_accounts" {
  for_each = { for key, policy in local.application_policies : key => policy if policy.application == "accounts" }

  role       = aws_iam_role.connect_accounts.name
  policy_arn = aws_iam_policy.applications[each.key].arn
}

resource "aws_iam_role_policy" "connect_accounts" {
  for_each = aws_mskconnect_custom_plugin.accounts

  name   = "source"
  role   = aws_iam_role.connect_accounts.id
  policy = data.aws_iam_policy_document.connect_accounts[each.key].json
}

data "aws_iam_policy_document" "connect_accounts" {
  for_each = aws_mskconnect_custom_plugin.accounts

  statement {
    sid     = "ReadDatabaseCredentials"
    actions = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
    # Secrets Manager ends the ARN in six characters of its own.
    resources = ["arn:${data.aws_partition.current.partition}:secretsmanager:eu-west-1:${data.aws_caller_identity.current.account_id}:secret:${var.connectors[each.key].secret_name}-??????"]
  }
}

resource "aws_vpc_security_group_egress_rule" "connect_accounts_endpoints" {
  security_group_id = aws_security_group.clients["accounts"].id
  description       = "AWS services, through endpoints in the network"
  cidr_ipv4         = aws_vpc.main.cidr_block
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "connect_accounts_database" {
  for_each = toset(flatten([for name, given in var.connectors : given.database_cidrs if name == "accounts"]))

  security_group_id = aws_security_group.clients["accounts"].id
  description       = "PostgreSQL"
  cidr_ipv4         = each.value
  from_port         = 5432
  to_port           = 5432
  ip_protocol       = "tcp"
}
