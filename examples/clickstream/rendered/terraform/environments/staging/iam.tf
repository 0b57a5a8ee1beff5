# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# What each application may do. Attach a policy by naming the application's role in application_roles.

locals {
  # One entry per application and policy; IAM allows 6144 characters in each, so long lists of topics take several.
  application_policies = {
    "web-producer" = {
      application = "web"
      name        = "kafka-clickstream-staging-web-producer"
      document    = data.aws_iam_policy_document.app_web_producer.json
    }
    "sessions-streams" = {
      application = "sessions"
      name        = "kafka-clickstream-staging-sessions-streams"
      document    = data.aws_iam_policy_document.app_sessions_streams.json
    }
    "ads-consumer" = {
      application = "ads"
      name        = "kafka-clickstream-staging-ads-consumer"
      document    = data.aws_iam_policy_document.app_ads_consumer.json
    }
    "lake-connector" = {
      application = "lake"
      name        = "kafka-clickstream-staging-lake-connector"
      document    = data.aws_iam_policy_document.app_lake_connector.json
    }
    "accounts-connector" = {
      application = "accounts"
      name        = "kafka-clickstream-staging-accounts-connector"
      document    = data.aws_iam_policy_document.app_accounts_connector.json
    }
  }
}

resource "aws_iam_policy" "applications" {
  for_each = local.application_policies

  name        = each.value.name
  description = "Kafka access of ${each.value.application} on clickstream-staging"
  policy      = each.value.document
}

resource "aws_iam_role_policy_attachment" "applications" {
  for_each = { for key, policy in local.application_policies : key => policy if contains(keys(var.application_roles), policy.application) }

  role       = var.application_roles[each.value.application]
  policy_arn = aws_iam_policy.applications[each.key].arn
}

data "aws_iam_policy_document" "app_web_producer" {
  # web signs in and writes idempotently
  statement {
    sid = "Cluster"
    actions = [
      "kafka-cluster:Connect",
      "kafka-cluster:WriteDataIdempotently",
    ]
    resources = [
      aws_msk_cluster.main.arn,
    ]
  }

  # web writes these topics and no others
  statement {
    sid = "Write"
    actions = [
      "kafka-cluster:DescribeTopic",
      "kafka-cluster:WriteData",
    ]
    resources = [
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/page-views",
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/clicks",
    ]
  }
}

data "aws_iam_policy_document" "app_sessions_streams" {
  # sessions signs in and writes idempotently
  statement {
    sid = "Cluster"
    actions = [
      "kafka-cluster:Connect",
      "kafka-cluster:WriteDataIdempotently",
    ]
    resources = [
      aws_msk_cluster.main.arn,
    ]
  }

  # sessions writes these topics and no others
  statement {
    sid = "Write"
    actions = [
      "kafka-cluster:DescribeTopic",
      "kafka-cluster:WriteData",
    ]
    resources = [
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/sessions",
    ]
  }

  # sessions reads these topics and no others
  statement {
    sid = "Read"
    actions = [
      "kafka-cluster:DescribeTopic",
      "kafka-cluster:ReadData",
    ]
    resources = [
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/page-views",
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/clicks",
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/users",
    ]
  }

  # Joins its own group and commits its positions there
  statement {
    sid = "Group"
    actions = [
      "kafka-cluster:AlterGroup",
      "kafka-cluster:DescribeGroup",
    ]
    resources = [
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":group/")}/sessions",
    ]
  }

  # transactional ids begin with sessions-, one per instance
  statement {
    sid = "Transactions"
    actions = [
      "kafka-cluster:AlterTransactionalId",
      "kafka-cluster:DescribeTransactionalId",
    ]
    resources = [
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":transactional-id/")}/sessions-*",
    ]
  }

  # Kafka Streams creates its changelogs and repartition topics under the application id sessions
  statement {
    sid = "OwnTopics"
    actions = [
      "kafka-cluster:AlterTopic",
      "kafka-cluster:CreateTopic",
      "kafka-cluster:DeleteTopic",
      "kafka-cluster:DescribeTopic",
      "kafka-cluster:DescribeTopicDynamicConfiguration",
      "kafka-cluster:ReadData",
      "kafka-cluster:WriteData",
    ]
    resources = [
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/sessions-*-changelog",
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/sessions-*-repartition",
    ]
  }
}

data "aws_iam_policy_document" "app_ads_consumer" {
  # ads signs in and writes idempotently
  statement {
    sid = "Cluster"
    actions = [
      "kafka-cluster:Connect",
      "kafka-cluster:WriteDataIdempotently",
    ]
    resources = [
      aws_msk_cluster.main.arn,
    ]
  }

  # ads writes these topics and no others
  statement {
    sid = "Write"
    actions = [
      "kafka-cluster:DescribeTopic",
      "kafka-cluster:WriteData",
    ]
    resources = [
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/ads-dead-letters",
    ]
  }

  # ads reads these topics and no others
  statement {
    sid = "Read"
    actions = [
      "kafka-cluster:DescribeTopic",
      "kafka-cluster:ReadData",
    ]
    resources = [
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/clicks",
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/sessions",
    ]
  }

  # Joins its own group and commits its positions there
  statement {
    sid = "Group"
    actions = [
      "kafka-cluster:AlterGroup",
      "kafka-cluster:DescribeGroup",
    ]
    resources = [
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":group/")}/ads",
    ]
  }
}

data "aws_iam_policy_document" "app_lake_connector" {
  # lake signs in and writes idempotently
  statement {
    sid = "Cluster"
    actions = [
      "kafka-cluster:Connect",
      "kafka-cluster:WriteDataIdempotently",
    ]
    resources = [
      aws_msk_cluster.main.arn,
    ]
  }

  # lake writes these topics and no others
  statement {
    sid = "Write"
    actions = [
      "kafka-cluster:DescribeTopic",
      "kafka-cluster:WriteData",
    ]
    resources = [
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/lake-dead-letters",
    ]
  }

  # lake reads these topics and no others
  statement {
    sid = "Read"
    actions = [
      "kafka-cluster:DescribeTopic",
      "kafka-cluster:ReadData",
    ]
    resources = [
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/page-views",
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/sessions",
    ]
  }

  # Joins its own group and commits its positions there
  statement {
    sid = "Group"
    actions = [
      "kafka-cluster:AlterGroup",
      "kafka-cluster:DescribeGroup",
    ]
    resources = [
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":group/")}/connect-lake",
    ]
  }

  # MSK Connect creates and uses topics for offsets, configuration and status
  statement {
    sid = "WorkerTopics"
    actions = [
      "kafka-cluster:CreateTopic",
      "kafka-cluster:DescribeTopic",
      "kafka-cluster:ReadData",
      "kafka-cluster:WriteData",
    ]
    resources = [
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/__amazon_msk_connect_*",
    ]
  }

  # Workers of a connector find one another in a group
  statement {
    sid = "WorkerGroups"
    actions = [
      "kafka-cluster:AlterGroup",
      "kafka-cluster:DescribeGroup",
    ]
    resources = [
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":group/")}/__amazon_msk_connect_*",
    ]
  }
}

data "aws_iam_policy_document" "app_accounts_connector" {
  # accounts signs in and writes idempotently
  statement {
    sid = "Cluster"
    actions = [
      "kafka-cluster:Connect",
      "kafka-cluster:WriteDataIdempotently",
    ]
    resources = [
      aws_msk_cluster.main.arn,
    ]
  }

  # accounts writes these topics and no others
  statement {
    sid = "Write"
    actions = [
      "kafka-cluster:DescribeTopic",
      "kafka-cluster:WriteData",
    ]
    resources = [
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/users",
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/__debezium-heartbeat.accounts",
    ]
  }

  # MSK Connect creates and uses topics for offsets, configuration and status
  statement {
    sid = "WorkerTopics"
    actions = [
      "kafka-cluster:CreateTopic",
      "kafka-cluster:DescribeTopic",
      "kafka-cluster:ReadData",
      "kafka-cluster:WriteData",
    ]
    resources = [
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/__amazon_msk_connect_*",
    ]
  }

  # Workers of a connector find one another in a group
  statement {
    sid = "WorkerGroups"
    actions = [
      "kafka-cluster:AlterGroup",
      "kafka-cluster:DescribeGroup",
    ]
    resources = [
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":group/")}/__amazon_msk_connect_*",
    ]
  }
}
