# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Alarms with thresholds from the sizing, and a dashboard that shows what they watch.

locals {
  # MSK numbers brokers from 1.
  broker_ids = toset([for id in range(1, 4) : tostring(id)])
}

# Exactly one controller is active; others report 0, so the maximum counts
resource "aws_cloudwatch_metric_alarm" "controller" {
  alarm_name          = "clickstream-prod-controller"
  alarm_description   = "No broker reports a controller. docs/runbooks/controller.md"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  evaluation_periods  = 1
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.page.arn]
  ok_actions          = [aws_sns_topic.page.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "ActiveControllerCount"
  statistic           = "Maximum"
  period              = 300

  dimensions = {
    "Cluster Name" = "clickstream-prod"
  }
}

# Any partition without a leader is an outage for its keys
resource "aws_cloudwatch_metric_alarm" "offline_partitions" {
  alarm_name          = "clickstream-prod-offline-partitions"
  alarm_description   = "Partitions without a leader: nothing is written or read there. docs/runbooks/broker-loss.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.page.arn]
  ok_actions          = [aws_sns_topic.page.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "OfflinePartitionsCount"
  statistic           = "Maximum"
  period              = 300

  dimensions = {
    "Cluster Name" = "clickstream-prod"
  }
}

# One copy more lost and acknowledged records could be
resource "aws_cloudwatch_metric_alarm" "under_min_isr" {
  for_each = local.broker_ids

  alarm_name          = "clickstream-prod-under-min-isr-${each.value}"
  alarm_description   = "Partitions below min.insync.replicas: acks=all fails there. docs/runbooks/zone-loss.md"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.page.arn]
  ok_actions          = [aws_sns_topic.page.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "UnderMinIsrPartitionCount"
  statistic           = "Average"
  period              = 60

  dimensions = {
    "Cluster Name" = "clickstream-prod"
    "Broker ID"    = each.value
  }
}

# 15 minutes are longer than a broker's restart in a rolling update
resource "aws_cloudwatch_metric_alarm" "under_replicated" {
  for_each = local.broker_ids

  alarm_name          = "clickstream-prod-under-replicated-${each.value}"
  alarm_description   = "Partitions with fewer copies than planned. docs/runbooks/under-replicated.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.ticket.arn]
  ok_actions          = [aws_sns_topic.ticket.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "UnderReplicatedPartitions"
  statistic           = "Sum"
  period              = 300

  dimensions = {
    "Cluster Name" = "clickstream-prod"
    "Broker ID"    = each.value
  }
}

# The sizing leaves room for a lost zone below 60 % (AWS's own guidance on operating Amazon MSK,
# 2026-08-20 (read 2026-11-23))
resource "aws_cloudwatch_metric_alarm" "cpu" {
  for_each = local.broker_ids

  alarm_name          = "clickstream-prod-cpu-${each.value}"
  alarm_description   = "CPU of a broker above 60 %. docs/runbooks/high-cpu.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.ticket.arn]
  ok_actions          = [aws_sns_topic.ticket.arn]

  metric_query {
    id          = "result"
    expression  = "m1 + m2"
    label       = "cpu"
    return_data = true
  }

  metric_query {
    id = "m1"

    metric {
      namespace   = "AWS/Kafka"
      metric_name = "CpuUser"
      stat        = "Average"
      period      = 300

      dimensions = {
        "Cluster Name" = "clickstream-prod"
        "Broker ID"    = each.value
      }
    }
  }

  metric_query {
    id = "m2"

    metric {
      namespace   = "AWS/Kafka"
      metric_name = "CpuSystem"
      stat        = "Average"
      period      = 300

      dimensions = {
        "Cluster Name" = "clickstream-prod"
        "Broker ID"    = each.value
      }
    }
  }
}

# Too many partitions, connections or transactional ids (AWS's own guidance on operating Amazon MSK,
# 2026-08-20 (read 2026-11-23))
resource "aws_cloudwatch_metric_alarm" "heap" {
  for_each = local.broker_ids

  alarm_name          = "clickstream-prod-heap-${each.value}"
  alarm_description   = "Heap of a broker above 60 % after garbage collection. docs/runbooks/high-cpu.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.ticket.arn]
  ok_actions          = [aws_sns_topic.ticket.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "HeapMemoryAfterGC"
  statistic           = "Average"
  period              = 300

  dimensions = {
    "Cluster Name" = "clickstream-prod"
    "Broker ID"    = each.value
  }
}

# Below 0.3 idle requests queue; look at the clients' batches first (AWS's own guidance on operating
# Amazon MSK, 2026-08-20 (read 2026-11-23))
resource "aws_cloudwatch_metric_alarm" "request_handlers" {
  for_each = local.broker_ids

  alarm_name          = "clickstream-prod-request-handlers-${each.value}"
  alarm_description   = "Request handlers of a broker are busy more than 70% of the time. docs/runbooks/high-cpu.md"
  comparison_operator = "LessThanThreshold"
  threshold           = 0.3
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.ticket.arn]
  ok_actions          = [aws_sns_topic.ticket.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "RequestHandlerAvgIdlePercent"
  statistic           = "Average"
  period              = 300

  dimensions = {
    "Cluster Name" = "clickstream-prod"
    "Broker ID"    = each.value
  }
}

# Below 0.3 idle requests queue; look at the clients' batches first (AWS's own guidance on operating
# Amazon MSK, 2026-08-20 (read 2026-11-23))
resource "aws_cloudwatch_metric_alarm" "network_threads" {
  for_each = local.broker_ids

  alarm_name          = "clickstream-prod-network-threads-${each.value}"
  alarm_description   = "Network threads of a broker are busy more than 70% of the time. docs/runbooks/high-cpu.md"
  comparison_operator = "LessThanThreshold"
  threshold           = 0.3
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.ticket.arn]
  ok_actions          = [aws_sns_topic.ticket.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "NetworkProcessorAvgIdlePercent"
  statistic           = "Average"
  period              = 300

  dimensions = {
    "Cluster Name" = "clickstream-prod"
    "Broker ID"    = each.value
  }
}

# A full volume stops the broker; growing one takes up to a day (AWS's own guidance on operating
# Amazon MSK, 2026-08-20 (read 2026-11-23))
resource "aws_cloudwatch_metric_alarm" "disk" {
  for_each = local.broker_ids

  alarm_name          = "clickstream-prod-disk-${each.value}"
  alarm_description   = "Volume of a broker more than 85 % full. docs/runbooks/storage-full.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.page.arn]
  ok_actions          = [aws_sns_topic.page.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "KafkaDataLogsDiskUsed"
  statistic           = "Maximum"
  period              = 300

  dimensions = {
    "Cluster Name" = "clickstream-prod"
    "Broker ID"    = each.value
  }
}

# 1360 GiB on kafka.m7g.xlarge carry 156.25 MiB/s; beyond that all requests wait
resource "aws_cloudwatch_metric_alarm" "volume_throughput" {
  for_each = local.broker_ids

  alarm_name          = "clickstream-prod-volume-throughput-${each.value}"
  alarm_description   = "Volume of a broker moves more than 80% of its 156.25 MiB/s. docs/runbooks/throttling.md"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 125
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.ticket.arn]
  ok_actions          = [aws_sns_topic.ticket.arn]

  metric_query {
    id          = "result"
    expression  = "(m1 + m2) / 300 / 1048576"
    label       = "volume-throughput"
    return_data = true
  }

  metric_query {
    id = "m1"

    metric {
      namespace   = "AWS/Kafka"
      metric_name = "VolumeReadBytes"
      stat        = "Sum"
      period      = 300

      dimensions = {
        "Cluster Name" = "clickstream-prod"
        "Broker ID"    = each.value
      }
    }
  }

  metric_query {
    id = "m2"

    metric {
      namespace   = "AWS/Kafka"
      metric_name = "VolumeWriteBytes"
      stat        = "Sum"
      period      = 300

      dimensions = {
        "Cluster Name" = "clickstream-prod"
        "Broker ID"    = each.value
      }
    }
  }
}

# Recommended for kafka.m7g.xlarge; far beyond it MSK refuses updates (AWS sizing program for Amazon
# MSK (msk_sizing.py), 2026-08-20 (read 2026-11-23))
resource "aws_cloudwatch_metric_alarm" "partitions" {
  for_each = local.broker_ids

  alarm_name          = "clickstream-prod-partitions-${each.value}"
  alarm_description   = "More than 1000 partition replicas on a broker. docs/runbooks/scale-out.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1000
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.ticket.arn]
  ok_actions          = [aws_sns_topic.ticket.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "PartitionCount"
  statistic           = "Maximum"
  period              = 300

  dimensions = {
    "Cluster Name" = "clickstream-prod"
    "Broker ID"    = each.value
  }
}

# kafka.m7g.xlarge used up its network allowance; packets were queued or dropped
resource "aws_cloudwatch_metric_alarm" "network_in" {
  for_each = local.broker_ids

  alarm_name          = "clickstream-prod-network-in-${each.value}"
  alarm_description   = "A broker's inbound network was shaped. docs/runbooks/throttling.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.ticket.arn]
  ok_actions          = [aws_sns_topic.ticket.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "BwInAllowanceExceeded"
  statistic           = "Sum"
  period              = 300

  dimensions = {
    "Cluster Name" = "clickstream-prod"
    "Broker ID"    = each.value
  }
}

# kafka.m7g.xlarge used up its network allowance; packets were queued or dropped
resource "aws_cloudwatch_metric_alarm" "network_out" {
  for_each = local.broker_ids

  alarm_name          = "clickstream-prod-network-out-${each.value}"
  alarm_description   = "A broker's outbound network was shaped. docs/runbooks/throttling.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.ticket.arn]
  ok_actions          = [aws_sns_topic.ticket.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "BwOutAllowanceExceeded"
  statistic           = "Sum"
  period              = 300

  dimensions = {
    "Cluster Name" = "clickstream-prod"
    "Broker ID"    = each.value
  }
}

# More than 100 new connections a second on one broker (Amazon MSK developer guide, quotas (read
# 2026-11-23))
resource "aws_cloudwatch_metric_alarm" "iam_refused" {
  for_each = local.broker_ids

  alarm_name          = "clickstream-prod-iam-refused-${each.value}"
  alarm_description   = "A broker refused IAM connections. docs/runbooks/connections.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.page.arn]
  ok_actions          = [aws_sns_topic.page.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "IAMTooManyConnections"
  statistic           = "Sum"
  period              = 300

  dimensions = {
    "Cluster Name" = "clickstream-prod"
    "Broker ID"    = each.value
  }
}

# 80% of the 100 a second that IAM takes per broker (Amazon MSK developer guide, quotas (read
# 2026-11-23))
resource "aws_cloudwatch_metric_alarm" "new_connections" {
  for_each = local.broker_ids

  alarm_name          = "clickstream-prod-new-connections-${each.value}"
  alarm_description   = "More than 80 new connections a second on a broker. docs/runbooks/connections.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.ticket.arn]
  ok_actions          = [aws_sns_topic.ticket.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "ConnectionCreationRate"
  statistic           = "Average"
  period              = 300

  dimensions = {
    "Cluster Name" = "clickstream-prod"
    "Broker ID"    = each.value
  }
}

# 80% of the 3000 that a broker takes (Amazon MSK developer guide, quotas (read 2026-11-23))
resource "aws_cloudwatch_metric_alarm" "client_connections" {
  for_each = local.broker_ids

  alarm_name          = "clickstream-prod-client-connections-${each.value}"
  alarm_description   = "More than 2400 IAM connections on a broker. docs/runbooks/connections.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 2400
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.ticket.arn]
  ok_actions          = [aws_sns_topic.ticket.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "ClientConnectionCount"
  statistic           = "Maximum"
  period              = 300

  dimensions = {
    "Cluster Name"          = "clickstream-prod"
    "Broker ID"             = each.value
    "Client Authentication" = "IAM"
  }
}

# The end-to-end goal is 1 s; the metric comes once a minute, so not below a minute
resource "aws_cloudwatch_metric_alarm" "late_sessions_page_views" {
  alarm_name          = "clickstream-prod-late-sessions-page-views"
  alarm_description   = "sessions is 1 min behind on page-views. docs/runbooks/consumer-lag.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 60
  evaluation_periods  = 15
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.ticket.arn]
  ok_actions          = [aws_sns_topic.ticket.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "EstimatedMaxTimeLag"
  statistic           = "Maximum"
  period              = 60

  dimensions = {
    "Cluster Name"   = "clickstream-prod"
    "Consumer Group" = "sessions"
    "Topic"          = "page-views"
  }
}

# 25% of the 7 d that page-views keeps; the rest is the time to repair it
resource "aws_cloudwatch_metric_alarm" "unread_sessions_page_views" {
  alarm_name          = "clickstream-prod-unread-sessions-page-views"
  alarm_description   = "sessions is 1.75 d behind on page-views: records will expire unread. docs/runbooks/consumer-lag.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 151200
  evaluation_periods  = 15
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.page.arn]
  ok_actions          = [aws_sns_topic.page.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "EstimatedMaxTimeLag"
  statistic           = "Maximum"
  period              = 60

  dimensions = {
    "Cluster Name"   = "clickstream-prod"
    "Consumer Group" = "sessions"
    "Topic"          = "page-views"
  }
}

# 25% of the 7 d that page-views keeps; the rest is the time to repair it
resource "aws_cloudwatch_metric_alarm" "unread_connect_lake_page_views" {
  alarm_name          = "clickstream-prod-unread-connect-lake-page-views"
  alarm_description   = "connect-lake is 1.75 d behind on page-views: records will expire unread. docs/runbooks/consumer-lag.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 151200
  evaluation_periods  = 15
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.page.arn]
  ok_actions          = [aws_sns_topic.page.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "EstimatedMaxTimeLag"
  statistic           = "Maximum"
  period              = 60

  dimensions = {
    "Cluster Name"   = "clickstream-prod"
    "Consumer Group" = "connect-lake"
    "Topic"          = "page-views"
  }
}

# The end-to-end goal is 1 s; the metric comes once a minute, so not below a minute
resource "aws_cloudwatch_metric_alarm" "late_sessions_clicks" {
  alarm_name          = "clickstream-prod-late-sessions-clicks"
  alarm_description   = "sessions is 1 min behind on clicks. docs/runbooks/consumer-lag.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 60
  evaluation_periods  = 15
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.ticket.arn]
  ok_actions          = [aws_sns_topic.ticket.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "EstimatedMaxTimeLag"
  statistic           = "Maximum"
  period              = 60

  dimensions = {
    "Cluster Name"   = "clickstream-prod"
    "Consumer Group" = "sessions"
    "Topic"          = "clicks"
  }
}

# 25% of the 7 d that clicks keeps; the rest is the time to repair it
resource "aws_cloudwatch_metric_alarm" "unread_sessions_clicks" {
  alarm_name          = "clickstream-prod-unread-sessions-clicks"
  alarm_description   = "sessions is 1.75 d behind on clicks: records will expire unread. docs/runbooks/consumer-lag.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 151200
  evaluation_periods  = 15
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.page.arn]
  ok_actions          = [aws_sns_topic.page.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "EstimatedMaxTimeLag"
  statistic           = "Maximum"
  period              = 60

  dimensions = {
    "Cluster Name"   = "clickstream-prod"
    "Consumer Group" = "sessions"
    "Topic"          = "clicks"
  }
}

# The end-to-end goal is 1 s; the metric comes once a minute, so not below a minute
resource "aws_cloudwatch_metric_alarm" "late_ads_clicks" {
  alarm_name          = "clickstream-prod-late-ads-clicks"
  alarm_description   = "ads is 1 min behind on clicks. docs/runbooks/consumer-lag.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 60
  evaluation_periods  = 15
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.ticket.arn]
  ok_actions          = [aws_sns_topic.ticket.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "EstimatedMaxTimeLag"
  statistic           = "Maximum"
  period              = 60

  dimensions = {
    "Cluster Name"   = "clickstream-prod"
    "Consumer Group" = "ads"
    "Topic"          = "clicks"
  }
}

# 25% of the 7 d that clicks keeps; the rest is the time to repair it
resource "aws_cloudwatch_metric_alarm" "unread_ads_clicks" {
  alarm_name          = "clickstream-prod-unread-ads-clicks"
  alarm_description   = "ads is 1.75 d behind on clicks: records will expire unread. docs/runbooks/consumer-lag.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 151200
  evaluation_periods  = 15
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.page.arn]
  ok_actions          = [aws_sns_topic.page.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "EstimatedMaxTimeLag"
  statistic           = "Maximum"
  period              = 60

  dimensions = {
    "Cluster Name"   = "clickstream-prod"
    "Consumer Group" = "ads"
    "Topic"          = "clicks"
  }
}

# The end-to-end goal is 1 s; the metric comes once a minute, so not below a minute
resource "aws_cloudwatch_metric_alarm" "late_sessions_users" {
  alarm_name          = "clickstream-prod-late-sessions-users"
  alarm_description   = "sessions is 1 min behind on users. docs/runbooks/consumer-lag.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 60
  evaluation_periods  = 15
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.ticket.arn]
  ok_actions          = [aws_sns_topic.ticket.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "EstimatedMaxTimeLag"
  statistic           = "Maximum"
  period              = 60

  dimensions = {
    "Cluster Name"   = "clickstream-prod"
    "Consumer Group" = "sessions"
    "Topic"          = "users"
  }
}

# The end-to-end goal is 1 s; the metric comes once a minute, so not below a minute
resource "aws_cloudwatch_metric_alarm" "late_ads_sessions" {
  alarm_name          = "clickstream-prod-late-ads-sessions"
  alarm_description   = "ads is 1 min behind on sessions. docs/runbooks/consumer-lag.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 60
  evaluation_periods  = 15
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.ticket.arn]
  ok_actions          = [aws_sns_topic.ticket.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "EstimatedMaxTimeLag"
  statistic           = "Maximum"
  period              = 60

  dimensions = {
    "Cluster Name"   = "clickstream-prod"
    "Consumer Group" = "ads"
    "Topic"          = "sessions"
  }
}

# 25% of the 7 d that sessions keeps; the rest is the time to repair it
resource "aws_cloudwatch_metric_alarm" "unread_ads_sessions" {
  alarm_name          = "clickstream-prod-unread-ads-sessions"
  alarm_description   = "ads is 1.75 d behind on sessions: records will expire unread. docs/runbooks/consumer-lag.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 151200
  evaluation_periods  = 15
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.page.arn]
  ok_actions          = [aws_sns_topic.page.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "EstimatedMaxTimeLag"
  statistic           = "Maximum"
  period              = 60

  dimensions = {
    "Cluster Name"   = "clickstream-prod"
    "Consumer Group" = "ads"
    "Topic"          = "sessions"
  }
}

# 25% of the 7 d that sessions keeps; the rest is the time to repair it
resource "aws_cloudwatch_metric_alarm" "unread_connect_lake_sessions" {
  alarm_name          = "clickstream-prod-unread-connect-lake-sessions"
  alarm_description   = "connect-lake is 1.75 d behind on sessions: records will expire unread. docs/runbooks/consumer-lag.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 151200
  evaluation_periods  = 15
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.page.arn]
  ok_actions          = [aws_sns_topic.page.arn]
  namespace           = "AWS/Kafka"
  metric_name         = "EstimatedMaxTimeLag"
  statistic           = "Maximum"
  period              = 60

  dimensions = {
    "Cluster Name"   = "clickstream-prod"
    "Consumer Group" = "connect-lake"
    "Topic"          = "sessions"
  }
}

resource "aws_cloudwatch_dashboard" "main" {
  dashboard_name = "clickstream-prod"

  dashboard_body = jsonencode({
    widgets = [
      {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title   = "Bytes in by broker"
          region  = "eu-west-1"
          stat    = "Average"
          period  = 60
          metrics = [for id in local.broker_ids : ["AWS/Kafka", "BytesInPerSec", "Cluster Name", "clickstream-prod", "Broker ID", id]]
        }
      },
      {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title   = "Bytes out by broker"
          region  = "eu-west-1"
          stat    = "Average"
          period  = 60
          metrics = [for id in local.broker_ids : ["AWS/Kafka", "BytesOutPerSec", "Cluster Name", "clickstream-prod", "Broker ID", id]]
        }
      },
      {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title   = "Partitions by broker"
          region  = "eu-west-1"
          stat    = "Maximum"
          period  = 60
          metrics = [for id in local.broker_ids : ["AWS/Kafka", "PartitionCount", "Cluster Name", "clickstream-prod", "Broker ID", id]]
        }
      },
      {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title   = "Consumer lag by group and topic, seconds"
          region  = "eu-west-1"
          stat    = "Maximum"
          period  = 60
          metrics = [[{ expression = "SEARCH('{AWS/Kafka,\"Cluster Name\",\"Consumer Group\",Topic} MetricName=\"EstimatedMaxTimeLag\" \"Cluster Name\"=\"clickstream-prod\"', 'Maximum', 60)" }]]
        }
      },
      {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title       = "UnderMinIsrPartitionCount by broker"
          region      = "eu-west-1"
          stat        = "Average"
          period      = 60
          metrics     = [for id in local.broker_ids : ["AWS/Kafka", "UnderMinIsrPartitionCount", "Cluster Name", "clickstream-prod", "Broker ID", id]]
          annotations = { horizontal = [{ label = "alarm", value = 1 }] }
        }
      },
      {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title       = "UnderReplicatedPartitions by broker"
          region      = "eu-west-1"
          stat        = "Sum"
          period      = 60
          metrics     = [for id in local.broker_ids : ["AWS/Kafka", "UnderReplicatedPartitions", "Cluster Name", "clickstream-prod", "Broker ID", id]]
          annotations = { horizontal = [{ label = "alarm", value = 0 }] }
        }
      },
      {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title       = "HeapMemoryAfterGC by broker"
          region      = "eu-west-1"
          stat        = "Average"
          period      = 60
          metrics     = [for id in local.broker_ids : ["AWS/Kafka", "HeapMemoryAfterGC", "Cluster Name", "clickstream-prod", "Broker ID", id]]
          annotations = { horizontal = [{ label = "alarm", value = 60 }] }
        }
      },
      {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title       = "RequestHandlerAvgIdlePercent by broker"
          region      = "eu-west-1"
          stat        = "Average"
          period      = 60
          metrics     = [for id in local.broker_ids : ["AWS/Kafka", "RequestHandlerAvgIdlePercent", "Cluster Name", "clickstream-prod", "Broker ID", id]]
          annotations = { horizontal = [{ label = "alarm", value = 0.3 }] }
        }
      },
      {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title       = "NetworkProcessorAvgIdlePercent by broker"
          region      = "eu-west-1"
          stat        = "Average"
          period      = 60
          metrics     = [for id in local.broker_ids : ["AWS/Kafka", "NetworkProcessorAvgIdlePercent", "Cluster Name", "clickstream-prod", "Broker ID", id]]
          annotations = { horizontal = [{ label = "alarm", value = 0.3 }] }
        }
      },
      {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title       = "KafkaDataLogsDiskUsed by broker"
          region      = "eu-west-1"
          stat        = "Maximum"
          period      = 60
          metrics     = [for id in local.broker_ids : ["AWS/Kafka", "KafkaDataLogsDiskUsed", "Cluster Name", "clickstream-prod", "Broker ID", id]]
          annotations = { horizontal = [{ label = "alarm", value = 85 }] }
        }
      },
      {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title       = "BwInAllowanceExceeded by broker"
          region      = "eu-west-1"
          stat        = "Sum"
          period      = 60
          metrics     = [for id in local.broker_ids : ["AWS/Kafka", "BwInAllowanceExceeded", "Cluster Name", "clickstream-prod", "Broker ID", id]]
          annotations = { horizontal = [{ label = "alarm", value = 0 }] }
        }
      },
      {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title       = "BwOutAllowanceExceeded by broker"
          region      = "eu-west-1"
          stat        = "Sum"
          period      = 60
          metrics     = [for id in local.broker_ids : ["AWS/Kafka", "BwOutAllowanceExceeded", "Cluster Name", "clickstream-prod", "Broker ID", id]]
          annotations = { horizontal = [{ label = "alarm", value = 0 }] }
        }
      },
      {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title       = "IAMTooManyConnections by broker"
          region      = "eu-west-1"
          stat        = "Sum"
          period      = 60
          metrics     = [for id in local.broker_ids : ["AWS/Kafka", "IAMTooManyConnections", "Cluster Name", "clickstream-prod", "Broker ID", id]]
          annotations = { horizontal = [{ label = "alarm", value = 0 }] }
        }
      },
      {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title       = "ConnectionCreationRate by broker"
          region      = "eu-west-1"
          stat        = "Average"
          period      = 60
          metrics     = [for id in local.broker_ids : ["AWS/Kafka", "ConnectionCreationRate", "Cluster Name", "clickstream-prod", "Broker ID", id]]
          annotations = { horizontal = [{ label = "alarm", value = 80 }] }
        }
      },
      {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title       = "ActiveControllerCount"
          region      = "eu-west-1"
          stat        = "Maximum"
          period      = 60
          metrics     = [["AWS/Kafka", "ActiveControllerCount", "Cluster Name", "clickstream-prod"]]
          annotations = { horizontal = [{ label = "alarm", value = 1 }] }
        }
      },
      {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title       = "OfflinePartitionsCount"
          region      = "eu-west-1"
          stat        = "Maximum"
          period      = 60
          metrics     = [["AWS/Kafka", "OfflinePartitionsCount", "Cluster Name", "clickstream-prod"]]
          annotations = { horizontal = [{ label = "alarm", value = 0 }] }
        }
      },
    ]
  })
}
