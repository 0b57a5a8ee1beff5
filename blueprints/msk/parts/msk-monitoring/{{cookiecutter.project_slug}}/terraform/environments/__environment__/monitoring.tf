{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set serverless = details.variant == "serverless" %}
{{ tf.header("Alarms with thresholds from the sizing, and a dashboard that shows what they watch.") }}
{% if not serverless %}

locals {
  # MSK numbers brokers from 1.
  broker_ids = toset([for id in range(1, {{ details.brokers + 1 }}) : tostring(id)])
}
{% endif %}
{% macro dimensions(alarm, indent) %}
{{ tf.arguments([
    ('"Cluster Name"', details.cluster_name | hcl),
    ('"Broker ID"', "each.value" if alarm.dimensions in ("broker", "authentication") else none),
    ('"Client Authentication"', {"iam": "IAM", "scram": "SCRAM", "mtls": "TLS"}[details.authentication] | hcl if alarm.dimensions == "authentication" else none),
    ('"Consumer Group"', alarm.group | hcl if alarm.dimensions == "group-topic" else none),
    ('"Topic"', alarm.topic | hcl if alarm.dimensions in ("group-topic", "topic") else none),
  ], indent) }}
{%- endmacro %}
{% for alarm in details.alarms %}
{% set each_broker = alarm.dimensions in ("broker", "authentication") %}

{{ tf.reason(alarm.reason, 0) }}
resource "aws_cloudwatch_metric_alarm" "{{ alarm.name | hcl_label }}" {
{% if each_broker %}
  for_each = local.broker_ids

{% endif %}
  alarm_name          = {{ ("\"" ~ ((details.cluster_name ~ "-" ~ alarm.name) | fit(240) | hcl_in) ~ "-${each.value}\"") if each_broker else ((details.cluster_name ~ "-" ~ alarm.name) | fit(250) | hcl) }}
  alarm_description   = {{ ((alarm.description | comment)[:800].rstrip(".") ~ ". docs/runbooks/" ~ alarm.runbook ~ ".md") | hcl }}
  comparison_operator = {{ alarm.comparison | hcl }}
  threshold           = {{ alarm.threshold | hcl }}
  evaluation_periods  = {{ alarm.evaluation_periods | hcl }}
  treat_missing_data  = {{ alarm.missing_data | hcl }}
{% if plan.flags.alerts %}
  alarm_actions       = [aws_sns_topic.{{ alarm.severity }}.arn]
  ok_actions          = [aws_sns_topic.{{ alarm.severity }}.arn]
{% endif %}
{% if alarm.expression is none %}
  namespace           = "AWS/Kafka"
  metric_name         = {{ alarm.metrics[0] | hcl }}
  statistic           = {{ alarm.statistic | hcl }}
  period              = {{ alarm.period_s | hcl }}

  dimensions = {
{{ dimensions(alarm, 4) }}
  }
{% else %}

  metric_query {
    id          = "result"
    expression  = {{ alarm.expression | hcl }}
    label       = {{ alarm.name | hcl }}
    return_data = true
  }
{% for metric in alarm.metrics %}

  metric_query {
    id = "m{{ loop.index }}"

    metric {
      namespace   = "AWS/Kafka"
      metric_name = {{ metric | hcl }}
      stat        = {{ alarm.statistic | hcl }}
      period      = {{ alarm.period_s | hcl }}

      dimensions = {
{{ dimensions(alarm, 8) }}
      }
    }
  }
{% endfor %}
{% endif %}
}
{% endfor %}
{% macro widget(title, metrics, stat="Average", threshold=none) %}
      {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
{{ tf.arguments([
    ("title", title | hcl),
    ("region", plan.answers.cloud.region | hcl),
    ("stat", stat | hcl),
    ("period", "60"),
    ("metrics", metrics),
    ("annotations", none if threshold is none else "{ horizontal = [{ label = \"alarm\", value = " ~ (threshold | hcl) ~ " }] }"),
  ], 10) }}
        }
      },
{%- endmacro %}
{% macro per_broker(name) -%}
[for id in local.broker_ids : ["AWS/Kafka", {{ name | hcl }}, "Cluster Name", {{ details.cluster_name | hcl }}, "Broker ID", id]]
{%- endmacro %}
{% macro search(name, schema) -%}
[[{ expression = {{ ("SEARCH('{AWS/Kafka," ~ schema ~ "} MetricName=\"" ~ name ~ "\" \"Cluster Name\"=\"" ~ details.cluster_name ~ "\"', 'Maximum', 60)") | hcl }} }]]
{%- endmacro %}

resource "aws_cloudwatch_dashboard" "main" {
  dashboard_name = {{ details.cluster_name | hcl }}

  dashboard_body = jsonencode({
    widgets = [
{% if serverless %}
{{ widget("Bytes in by topic", search("BytesInPerSec", '"Cluster Name",Topic'), "Sum") }}
{{ widget("Bytes out by topic", search("BytesOutPerSec", '"Cluster Name",Topic'), "Sum") }}
{% else %}
{{ widget("Bytes in by broker", per_broker("BytesInPerSec")) }}
{{ widget("Bytes out by broker", per_broker("BytesOutPerSec")) }}
{{ widget("Partitions by broker", per_broker("PartitionCount"), "Maximum") }}
{{ widget("Consumer lag by group and topic, seconds", search("EstimatedMaxTimeLag", '"Cluster Name","Consumer Group",Topic'), "Maximum") }}
{% for alarm in details.alarms if alarm.expression is none and alarm.dimensions == "broker" and alarm.metrics[0] not in ("BytesInPerSec", "BytesOutPerSec", "PartitionCount") %}
{{ widget(alarm.metrics[0] ~ " by broker", per_broker(alarm.metrics[0]), alarm.statistic, alarm.threshold) }}
{% endfor %}
{% for alarm in details.alarms if alarm.expression is none and alarm.dimensions == "cluster" %}
{{ widget(alarm.metrics[0], '[["AWS/Kafka", ' ~ (alarm.metrics[0] | hcl) ~ ', "Cluster Name", ' ~ (details.cluster_name | hcl) ~ ']]', alarm.statistic, alarm.threshold) }}
{% endfor %}
{% endif %}
    ]
  })
}
