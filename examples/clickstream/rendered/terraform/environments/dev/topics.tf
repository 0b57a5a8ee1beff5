# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Topics, made through the MSK API: no broker has to be reachable from where Terraform runs.

locals {
  topics = {
    "page-views" = {
      # at least 6 on any topic without total order
      partitions         = 6
      replication_factor = 3
      configs = {
        # Records go when their retention ends
        "cleanup.policy" = "delete"
        # Kept 7 d as asked
        "retention.ms" = "604800000"
        # Kept 7 d, quick to read only 12 h: closed segments move to tiered storage, which costs
        # less than volumes with every copy
        "remote.storage.enable" = "true"
        # The last 12 h stay on the brokers' volumes too
        "local.retention.ms" = "43200000"
        # 0.0954 MiB/s per partition fill 343.3 MiB in 1 h; next power of two from 64 MiB to 1 GiB
        "segment.bytes" = "536870912"
        # A segment closes after 1 h, only closed segments move to tiered storage
        "segment.ms" = "3600000"
        # Brokers store what producers compressed; any other codec would have them recompress each
        # batch
        "compression.type" = "producer"
        # 3 copies: three copies, two must hold a record before it counts: one may be away without
        # loss or a stop
        "min.insync.replicas" = "2"
      }
    }

    "clicks" = {
      # at least 6 on any topic without total order
      partitions         = 6
      replication_factor = 3
      configs = {
        # Records go when their retention ends
        "cleanup.policy" = "delete"
        # Kept 7 d as asked
        "retention.ms" = "604800000"
        # Kept 7 d, quick to read only 12 h: closed segments move to tiered storage, which costs
        # less than volumes with every copy
        "remote.storage.enable" = "true"
        # The last 12 h stay on the brokers' volumes too
        "local.retention.ms" = "43200000"
        # A segment closes after 1 h, only closed segments move to tiered storage
        "segment.ms" = "3600000"
        # Brokers store what producers compressed; any other codec would have them recompress each
        # batch
        "compression.type" = "producer"
        # 3 copies: three copies, two must hold a record before it counts: one may be away without
        # loss or a stop
        "min.insync.replicas" = "2"
      }
    }

    "users" = {
      # at least 6 on any topic without total order
      partitions         = 6
      replication_factor = 3
      configs = {
        # The newest record of each key stays for good
        "cleanup.policy" = "compact"
        # A reader up to 1 h behind still sees every change of a key
        "min.compaction.lag.ms" = "3600000"
        # A replaced or deleted value is gone within about 7 d, however little is written
        "max.compaction.lag.ms" = "604800000"
        # A deletion stays readable for 3 d, so that a reader that was down learns of it
        "delete.retention.ms" = "259200000"
        # Compact when 30% of the log are replaced values: 1.43 times the live data on disk instead
        # of twice
        "min.cleanable.dirty.ratio" = "0.3"
        # Brokers store what producers compressed; any other codec would have them recompress each
        # batch
        "compression.type" = "producer"
        # 3 copies: three copies, two must hold a record before it counts: one may be away without
        # loss or a stop
        "min.insync.replicas" = "2"
      }
    }

    "sessions" = {
      # at least 6 on any topic without total order
      partitions         = 6
      replication_factor = 3
      configs = {
        # Records go when their retention ends
        "cleanup.policy" = "delete"
        # Kept 7 d as asked
        "retention.ms" = "604800000"
        # Kept 7 d, quick to read only 12 h: closed segments move to tiered storage, which costs
        # less than volumes with every copy
        "remote.storage.enable" = "true"
        # The last 12 h stay on the brokers' volumes too
        "local.retention.ms" = "43200000"
        # 0.00681 MiB/s per partition fill 24.52 MiB in 1 h; next power of two from 64 MiB to 1 GiB
        "segment.bytes" = "67108864"
        # A segment closes after 1 h, only closed segments move to tiered storage
        "segment.ms" = "3600000"
        # Brokers store what producers compressed; any other codec would have them recompress each
        # batch
        "compression.type" = "producer"
        # 3 copies: three copies, two must hold a record before it counts: one may be away without
        # loss or a stop
        "min.insync.replicas" = "2"
      }
    }

    "ads-dead-letters" = {
      # records that ads could not process; 3 partitions, one per zone
      partitions         = 3
      replication_factor = 3
      configs = {
        # Looked at, then gone
        "cleanup.policy" = "delete"
        # 14 d to look at what failed and to send it again
        "retention.ms" = "1209600000"
        # Brokers store what producers compressed; any other codec would have them recompress each
        # batch
        "compression.type" = "producer"
        # 3 copies: three copies, two must hold a record before it counts: one may be away without
        # loss or a stop
        "min.insync.replicas" = "2"
      }
    }

    "lake-dead-letters" = {
      # records that lake could not process; 3 partitions, one per zone
      partitions         = 3
      replication_factor = 3
      configs = {
        # Looked at, then gone
        "cleanup.policy" = "delete"
        # 14 d to look at what failed and to send it again
        "retention.ms" = "1209600000"
        # Brokers store what producers compressed; any other codec would have them recompress each
        # batch
        "compression.type" = "producer"
        # 3 copies: three copies, two must hold a record before it counts: one may be away without
        # loss or a stop
        "min.insync.replicas" = "2"
      }
    }

    "__debezium-heartbeat.accounts" = {
      # heartbeats of accounts, which let the database drop its log while tables are quiet
      partitions         = 1
      replication_factor = 3
      configs = {
        # Only the newest matters
        "cleanup.policy" = "delete"
        # A day of heartbeats is more than anybody reads
        "retention.ms" = "86400000"
        # Brokers store what producers compressed; any other codec would have them recompress each
        # batch
        "compression.type" = "producer"
        # 3 copies: three copies, two must hold a record before it counts: one may be away without
        # loss or a stop
        "min.insync.replicas" = "2"
      }
    }
  }
}

# Change partitions and settings in separate applies: the API takes one of them at a time, and partitions only grow.
resource "aws_msk_topic" "main" {
  for_each = local.topics

  cluster_arn        = aws_msk_cluster.main.arn
  name               = each.key
  partition_count    = each.value.partitions
  replication_factor = each.value.replication_factor
  configs            = jsonencode(each.value.configs)

  lifecycle {
    prevent_destroy = false
  }
}
