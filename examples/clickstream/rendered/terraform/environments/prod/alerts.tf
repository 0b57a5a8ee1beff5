# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Where alarms go: one topic wakes somebody, the other waits for working hours.

# Somebody must act now.
resource "aws_sns_topic" "page" {
  name              = "kafka-clickstream-prod-page"
  display_name      = "clickstream page"
  kms_master_key_id = aws_kms_key.main.arn
}

resource "aws_sns_topic_policy" "page" {
  arn    = aws_sns_topic.page.arn
  policy = data.aws_iam_policy_document.page.json
}

data "aws_iam_policy_document" "page" {
  statement {
    sid       = "AlarmsPublish"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.page.arn]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

# Somebody should look today.
resource "aws_sns_topic" "ticket" {
  name              = "kafka-clickstream-prod-ticket"
  display_name      = "clickstream ticket"
  kms_master_key_id = aws_kms_key.main.arn
}

resource "aws_sns_topic_policy" "ticket" {
  arn    = aws_sns_topic.ticket.arn
  policy = data.aws_iam_policy_document.ticket.json
}

data "aws_iam_policy_document" "ticket" {
  statement {
    sid       = "AlarmsPublish"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.ticket.arn]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_sns_topic_subscription" "pagerduty" {
  # The address is sensitive, that there is one is not.
  count = nonsensitive(var.pagerduty_endpoint != null) ? 1 : 0

  topic_arn              = aws_sns_topic.page.arn
  protocol               = "https"
  endpoint               = var.pagerduty_endpoint
  endpoint_auto_confirms = true
}

# Amazon Q Developer in chat applications must be allowed in the Slack workspace once, in the AWS console.
resource "aws_chatbot_slack_channel_configuration" "main" {
  count = var.slack == null ? 0 : 1

  configuration_name    = "kafka-clickstream-prod"
  iam_role_arn          = aws_iam_role.slack[0].arn
  slack_channel_id      = var.slack.channel_id
  slack_team_id         = var.slack.team_id
  logging_level         = "ERROR"
  sns_topic_arns        = [aws_sns_topic.page.arn, aws_sns_topic.ticket.arn]
  guardrail_policy_arns = ["arn:${data.aws_partition.current.partition}:iam::aws:policy/CloudWatchReadOnlyAccess"]
}

resource "aws_iam_role" "slack" {
  count = var.slack == null ? 0 : 1

  name               = "kafka-clickstream-prod-slack"
  description        = "Lets the Slack channel read the alarms it shows"
  assume_role_policy = data.aws_iam_policy_document.slack_trust.json
}

data "aws_iam_policy_document" "slack_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["chatbot.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy_attachment" "slack" {
  count = var.slack == null ? 0 : 1

  role       = aws_iam_role.slack[0].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/CloudWatchReadOnlyAccess"
}
