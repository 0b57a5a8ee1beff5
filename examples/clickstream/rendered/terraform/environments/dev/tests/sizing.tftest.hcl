# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# The plan's numbers, as Terraform sees them. Needs no account: terraform test.

mock_provider "aws" {
  mock_data "aws_availability_zones" {
    defaults = {
      names = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
    }
  }

  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "123456789012"
    }
  }

  mock_data "aws_iam_policy_document" {
    defaults = {
      json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
    }
  }

  mock_data "aws_partition" {
    defaults = {
      partition = "aws"
    }
  }
}

run "sizing" {
  command = plan

  assert {
    condition     = aws_msk_cluster.main.number_of_broker_nodes == 3
    error_message = "The plan has 3 brokers."
  }

  assert {
    condition     = aws_msk_cluster.main.broker_node_group_info[0].instance_type == "kafka.m7g.large"
    error_message = "The plan has brokers of type kafka.m7g.large."
  }

  assert {
    condition     = aws_msk_cluster.main.kafka_version == "3.9.x.kraft"
    error_message = "The plan runs Kafka 3.9.x.kraft."
  }

  assert {
    condition     = aws_msk_cluster.main.encryption_info[0].encryption_in_transit[0].client_broker == "TLS"
    error_message = "Nothing travels in plain text."
  }

  assert {
    condition     = !aws_msk_cluster.main.client_authentication[0].unauthenticated
    error_message = "Every client says who it is."
  }

  assert {
    condition     = aws_msk_cluster.main.broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size == 68
    error_message = "The plan has 68 GiB on each broker."
  }

  assert {
    condition     = length(aws_msk_topic.main) == 7
    error_message = "The plan has 7 topics."
  }

  assert {
    condition     = aws_msk_topic.main["page-views"].partition_count == 6 && aws_msk_topic.main["page-views"].replication_factor == 3
    error_message = "The plan has 6 partitions in page-views, each 3 times."
  }

  assert {
    condition     = aws_msk_topic.main["clicks"].partition_count == 6 && aws_msk_topic.main["clicks"].replication_factor == 3
    error_message = "The plan has 6 partitions in clicks, each 3 times."
  }

  assert {
    condition     = aws_msk_topic.main["users"].partition_count == 6 && aws_msk_topic.main["users"].replication_factor == 3
    error_message = "The plan has 6 partitions in users, each 3 times."
  }

  assert {
    condition     = aws_msk_topic.main["sessions"].partition_count == 6 && aws_msk_topic.main["sessions"].replication_factor == 3
    error_message = "The plan has 6 partitions in sessions, each 3 times."
  }

  assert {
    condition     = aws_msk_topic.main["ads-dead-letters"].partition_count == 3 && aws_msk_topic.main["ads-dead-letters"].replication_factor == 3
    error_message = "The plan has 3 partitions in ads-dead-letters, each 3 times."
  }

  assert {
    condition     = aws_msk_topic.main["lake-dead-letters"].partition_count == 3 && aws_msk_topic.main["lake-dead-letters"].replication_factor == 3
    error_message = "The plan has 3 partitions in lake-dead-letters, each 3 times."
  }

  assert {
    condition     = aws_msk_topic.main["__debezium-heartbeat.accounts"].partition_count == 1 && aws_msk_topic.main["__debezium-heartbeat.accounts"].replication_factor == 3
    error_message = "The plan has 1 partitions in __debezium-heartbeat.accounts, each 3 times."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.controller.threshold == 1
    error_message = "Alarm controller has the plan's threshold."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.offline_partitions.threshold == 0
    error_message = "Alarm offline-partitions has the plan's threshold."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.under_min_isr) == 3 && alltrue([for alarm in aws_cloudwatch_metric_alarm.under_min_isr : alarm.threshold == 1])
    error_message = "Alarm under-min-isr watches each broker at the plan's threshold."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.under_replicated) == 3 && alltrue([for alarm in aws_cloudwatch_metric_alarm.under_replicated : alarm.threshold == 0])
    error_message = "Alarm under-replicated watches each broker at the plan's threshold."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.cpu) == 3 && alltrue([for alarm in aws_cloudwatch_metric_alarm.cpu : alarm.threshold == 60])
    error_message = "Alarm cpu watches each broker at the plan's threshold."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.heap) == 3 && alltrue([for alarm in aws_cloudwatch_metric_alarm.heap : alarm.threshold == 60])
    error_message = "Alarm heap watches each broker at the plan's threshold."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.request_handlers) == 3 && alltrue([for alarm in aws_cloudwatch_metric_alarm.request_handlers : alarm.threshold == 0.3])
    error_message = "Alarm request-handlers watches each broker at the plan's threshold."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.network_threads) == 3 && alltrue([for alarm in aws_cloudwatch_metric_alarm.network_threads : alarm.threshold == 0.3])
    error_message = "Alarm network-threads watches each broker at the plan's threshold."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.disk) == 3 && alltrue([for alarm in aws_cloudwatch_metric_alarm.disk : alarm.threshold == 85])
    error_message = "Alarm disk watches each broker at the plan's threshold."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.volume_throughput) == 3 && alltrue([for alarm in aws_cloudwatch_metric_alarm.volume_throughput : alarm.threshold == 63])
    error_message = "Alarm volume-throughput watches each broker at the plan's threshold."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.partitions) == 3 && alltrue([for alarm in aws_cloudwatch_metric_alarm.partitions : alarm.threshold == 1000])
    error_message = "Alarm partitions watches each broker at the plan's threshold."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.network_in) == 3 && alltrue([for alarm in aws_cloudwatch_metric_alarm.network_in : alarm.threshold == 0])
    error_message = "Alarm network-in watches each broker at the plan's threshold."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.network_out) == 3 && alltrue([for alarm in aws_cloudwatch_metric_alarm.network_out : alarm.threshold == 0])
    error_message = "Alarm network-out watches each broker at the plan's threshold."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.iam_refused) == 3 && alltrue([for alarm in aws_cloudwatch_metric_alarm.iam_refused : alarm.threshold == 0])
    error_message = "Alarm iam-refused watches each broker at the plan's threshold."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.new_connections) == 3 && alltrue([for alarm in aws_cloudwatch_metric_alarm.new_connections : alarm.threshold == 80])
    error_message = "Alarm new-connections watches each broker at the plan's threshold."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.client_connections) == 3 && alltrue([for alarm in aws_cloudwatch_metric_alarm.client_connections : alarm.threshold == 2400])
    error_message = "Alarm client-connections watches each broker at the plan's threshold."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.late_sessions_page_views.threshold == 60
    error_message = "Alarm late-sessions-page-views has the plan's threshold."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.unread_sessions_page_views.threshold == 151200
    error_message = "Alarm unread-sessions-page-views has the plan's threshold."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.unread_connect_lake_page_views.threshold == 151200
    error_message = "Alarm unread-connect-lake-page-views has the plan's threshold."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.late_sessions_clicks.threshold == 60
    error_message = "Alarm late-sessions-clicks has the plan's threshold."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.unread_sessions_clicks.threshold == 151200
    error_message = "Alarm unread-sessions-clicks has the plan's threshold."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.late_ads_clicks.threshold == 60
    error_message = "Alarm late-ads-clicks has the plan's threshold."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.unread_ads_clicks.threshold == 151200
    error_message = "Alarm unread-ads-clicks has the plan's threshold."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.late_sessions_users.threshold == 60
    error_message = "Alarm late-sessions-users has the plan's threshold."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.late_ads_sessions.threshold == 60
    error_message = "Alarm late-ads-sessions has the plan's threshold."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.unread_ads_sessions.threshold == 151200
    error_message = "Alarm unread-ads-sessions has the plan's threshold."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.unread_connect_lake_sessions.threshold == 151200
    error_message = "Alarm unread-connect-lake-sessions has the plan's threshold."
  }
}

run "refuses_an_account_that_is_none" {
  command = plan

  variables {
    allowed_account_ids = ["12345"]
  }

  expect_failures = [var.allowed_account_ids]
}

run "refuses_a_role_for_an_unknown_application" {
  command = plan

  variables {
    application_roles = { nobody-knows-it = "role" }
  }

  expect_failures = [var.application_roles]
}

run "refuses_an_unknown_connector" {
  command = plan

  variables {
    connectors = { nobody-knows-it = { plugin_bucket_arn = "arn:aws:s3:::b", plugin_key = "p.zip" } }
  }

  expect_failures = [var.connectors]
}
