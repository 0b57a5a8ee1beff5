{% import "terraform.j2" as tf %}
{% set name = (plan.answers.name ~ "-" ~ environment.environment.name) %}
{% set alerts = plan.answers.monitoring.alerts %}
{{ tf.header("Where alarms go: one topic wakes somebody, the other waits for working hours.") }}

{% for severity, what in (("page", "Somebody must act now"), ("ticket", "Somebody should look today")) %}
# {{ what }}.
resource "aws_sns_topic" "{{ severity }}" {
  name              = {{ ("kafka-" ~ name ~ "-" ~ severity) | fit(256) | hcl }}
  display_name      = {{ (plan.answers.name ~ " " ~ severity) | fit(100) | hcl }}
  kms_master_key_id = aws_kms_key.main.arn
}

resource "aws_sns_topic_policy" "{{ severity }}" {
  arn    = aws_sns_topic.{{ severity }}.arn
  policy = data.aws_iam_policy_document.{{ severity }}.json
}

data "aws_iam_policy_document" "{{ severity }}" {
  statement {
    sid       = "AlarmsPublish"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.{{ severity }}.arn]

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
{% if "email" in alerts %}

resource "aws_sns_topic_subscription" "{{ severity }}_email" {
  for_each = var.alert_emails

  topic_arn = aws_sns_topic.{{ severity }}.arn
  protocol  = "email"
  endpoint  = each.value
}
{% endif %}
{% if not loop.last %}

{% endif %}
{% endfor %}
{% if "pagerduty" in alerts %}

resource "aws_sns_topic_subscription" "pagerduty" {
  # The address is sensitive, that there is one is not.
  count = nonsensitive(var.pagerduty_endpoint != null) ? 1 : 0

  topic_arn              = aws_sns_topic.page.arn
  protocol               = "https"
  endpoint               = var.pagerduty_endpoint
  endpoint_auto_confirms = true
}
{% endif %}
{% if "slack" in alerts %}

# Amazon Q Developer in chat applications must be allowed in the Slack workspace once, in the AWS console.
resource "aws_chatbot_slack_channel_configuration" "main" {
  count = var.slack == null ? 0 : 1

  configuration_name    = {{ ("kafka-" ~ name) | fit(128) | hcl }}
  iam_role_arn          = aws_iam_role.slack[0].arn
  slack_channel_id      = var.slack.channel_id
  slack_team_id         = var.slack.team_id
  logging_level         = "ERROR"
  sns_topic_arns        = [aws_sns_topic.page.arn, aws_sns_topic.ticket.arn]
  guardrail_policy_arns = ["arn:${data.aws_partition.current.partition}:iam::aws:policy/CloudWatchReadOnlyAccess"]
}

resource "aws_iam_role" "slack" {
  count = var.slack == null ? 0 : 1

  name               = {{ ("kafka-" ~ name ~ "-slack") | fit(64) | hcl }}
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
{% endif %}
