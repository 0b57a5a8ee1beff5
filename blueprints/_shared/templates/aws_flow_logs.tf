{# Flow logs of the network "main"; whoever includes this has set "plan" and "name", and "elsewhere" for a network
   with another label, key or region than the provider's. #}
{% set label = elsewhere.label if elsewhere is defined else "main" %}
{% set role = "flow_logs_" ~ label if label != "main" else "flow_logs" %}
{% set place = elsewhere.region if elsewhere is defined else none %}
{% set key = elsewhere.key if elsewhere is defined else "aws_kms_key.main" %}
resource "aws_flow_log" "{{ label }}" {
{% if place %}
  region = {{ place | hcl }}

{% endif %}
  vpc_id                   = aws_vpc.{{ label }}.id
  traffic_type             = "ALL"
  log_destination_type     = "cloud-watch-logs"
  log_destination          = aws_cloudwatch_log_group.{{ role }}.arn
  iam_role_arn             = aws_iam_role.{{ role }}.arn
  max_aggregation_interval = 600

  tags = {
    Name = {{ name | hcl }}
  }
}

resource "aws_cloudwatch_log_group" "{{ role }}" {
  #checkov:skip=CKV_AWS_338:Kept for as long as monitoring.log_retention asks
{% if place %}
  region = {{ place | hcl }}

{% endif %}
  name              = {{ ("/aws/vpc/" ~ name ~ "/flow-logs") | hcl }}
  kms_key_id        = {{ key }}.arn
  retention_in_days = {{ plan.answers.monitoring.log_retention_days | hcl }}
}

resource "aws_iam_role" "{{ role }}" {
  name               = {{ ("kafka-" ~ name ~ "-flow-logs") | fit(64) | hcl }}
  description        = "Lets VPC flow logs write to their log group"
  assume_role_policy = data.aws_iam_policy_document.{{ role }}_trust.json
}

data "aws_iam_policy_document" "{{ role }}_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["vpc-flow-logs.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_iam_role_policy" "{{ role }}" {
  name   = "write"
  role   = aws_iam_role.{{ role }}.id
  policy = data.aws_iam_policy_document.{{ role }}.json
}

data "aws_iam_policy_document" "{{ role }}" {
  statement {
    actions = [
      "logs:CreateLogStream",
      "logs:DescribeLogStreams",
      "logs:PutLogEvents",
    ]
    resources = [
      aws_cloudwatch_log_group.{{ role }}.arn,
      "${aws_cloudwatch_log_group.{{ role }}.arn}:*",
    ]
  }
}
