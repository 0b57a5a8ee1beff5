# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# The cluster. Sizes come from the plan (docs/capacity-plan.md); its name, key and subnets can never change.

# The name stays and the Kafka version is left out on purpose: changing either would replace a configuration in use.
resource "aws_msk_configuration" "main" {
  name        = "clickstream-prod"
  description = "Broker settings of clickstream-prod"

  server_properties = join("\n", [
    # Topics are declared in this repository; a typing error must not create one
    "auto.create.topics.enable=false",
    # A copy that is behind never leads, so acknowledged records are not lost; MSK's default is true
    "unclean.leader.election.enable=false",
    # A topic without a grant is nobody's; IAM policies decide for IAM clients
    "allow.everyone.if.no.acl.found=false",
    # Topics without a number of their own: three copies, two must hold a record before it counts:
    # one may be away without loss or a stop
    "default.replication.factor=3",
    # Copies that acks=all waits for: three copies, two must hold a record before it counts: one may
    # be away without loss or a stop
    "min.insync.replicas=2",
    # Consumer positions: three copies, two must hold a record before it counts: one may be away
    # without loss or a stop
    "offsets.topic.replication.factor=3",
    # State of transactions: three copies, two must hold a record before it counts: one may be away
    # without loss or a stop
    "transaction.state.log.replication.factor=3",
    # State of transactions: three copies, two must hold a record before it counts: one may be away
    # without loss or a stop
    "transaction.state.log.min.isr=2",
    # Consumers that set client.rack read from a copy in their own zone; traffic between zones costs
    # money
    "replica.selector.class=org.apache.kafka.common.replica.RackAwareReplicaSelector",
    # Topics without a retention of their own keep 7 d
    "log.retention.ms=604800000",
  ])
}

resource "aws_msk_cluster" "main" {
  cluster_name = "clickstream-prod"
  # On MSK since 2025-04-21, no end of support announced, without ZooKeeper: the release AWS marks
  # as recommended; extended support of at least two years
  kafka_version = "3.9.x.kraft"
  # one broker in each of 3 zones is the least there can be; nearest to what they carry is ingress,
  # 27.25 of 29.3 MiB/s
  number_of_broker_nodes = 3
  # Security Hub's control MSK.2 asks for metrics per topic and broker
  enhanced_monitoring = "PER_TOPIC_PER_BROKER"
  # kept 163.1 h, quick to read for 11.83 h only: older segments move to tiered storage
  storage_mode = "TIERED"

  broker_node_group_info {
    instance_type   = "kafka.m7g.xlarge"
    client_subnets  = values(aws_subnet.brokers)[*].id
    security_groups = [aws_security_group.brokers.id]

    storage_info {
      ebs_storage_info {
        # 16.35 MiB/s for 11.83 h with every copy, times 2 for headroom, over 3 brokers
        volume_size = 1360
      }
    }
  }

  client_authentication {
    unauthenticated = false

    sasl {
      iam   = true
      scram = false
    }
  }

  configuration_info {
    arn      = aws_msk_configuration.main.arn
    revision = aws_msk_configuration.main.latest_revision
  }

  encryption_info {
    encryption_at_rest_kms_key_arn = aws_kms_key.main.arn

    encryption_in_transit {
      client_broker = "TLS"
      in_cluster    = true
    }
  }

  logging_info {
    broker_logs {
      cloudwatch_logs {
        enabled   = true
        log_group = aws_cloudwatch_log_group.brokers.name
      }

      s3 {
        enabled = true
        bucket  = aws_s3_bucket.logs.id
        prefix  = "brokers"
      }
    }
  }

  # Prometheus scrapes each broker on 11001 (Kafka) and 11002 (host), at most once a minute.
  open_monitoring {
    prometheus {
      jmx_exporter {
        enabled_in_broker = true
      }

      node_exporter {
        enabled_in_broker = true
      }
    }
  }

  timeouts {
    create = "3h"
    # A rolling change takes 10 to 15 minutes per broker.
    update = "24h"
    delete = "3h"
  }

  lifecycle {
    prevent_destroy = true
    # Application Auto Scaling grows the volumes and Terraform ignores volume_size: two owners of
    # one number would fight, and a volume can only grow
    ignore_changes = [broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size]
  }

  # MSK checks at once that it may write there.
  depends_on = [aws_s3_bucket_policy.logs]
}
