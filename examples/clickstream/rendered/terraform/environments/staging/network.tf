# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# The network: one subnet per zone, no way out but the endpoints that are needed, flow logs.

data "aws_availability_zones" "available" {
  #checkov:skip=CKV_AWS_394:Subnets keep the zone they were made in, whatever this list becomes
  state = "available"

  # Local zones and opt-in zones cannot host brokers.
  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

resource "aws_vpc" "main" {
  cidr_block           = "10.40.0.0/16"
  enable_dns_hostnames = true
  enable_dns_support   = true

  tags = {
    Name = "clickstream-staging"
  }
}

# Nothing uses the default security group; without rules nothing can by mistake.
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "clickstream-staging-unused"
  }
}

resource "aws_subnet" "brokers" {
  for_each = {
    "1" = "10.40.0.0/20"
    "2" = "10.40.16.0/20"
    "3" = "10.40.32.0/20"
  }

  vpc_id            = aws_vpc.main.id
  availability_zone = data.aws_availability_zones.available.names[tonumber(each.key) - 1]
  cidr_block        = each.value

  tags = {
    Name = "clickstream-staging-brokers-${each.key}"
  }

  lifecycle {
    # A zone that AWS adds later may shift the list; a subnet that moved would take its brokers with it.
    ignore_changes = [availability_zone]
  }
}

resource "aws_route_table" "brokers" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "clickstream-staging-brokers"
  }
}

resource "aws_route_table_association" "brokers" {
  for_each = aws_subnet.brokers

  route_table_id = aws_route_table.brokers.id
  subnet_id      = each.value.id
}

# Free, and keeps traffic to S3 inside the network.
resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.eu-west-1.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.brokers.id]

  tags = {
    Name = "clickstream-staging-s3"
  }
}

# What runs in these subnets reaches these services without a NAT gateway.
resource "aws_vpc_endpoint" "interface" {
  for_each = toset(["secretsmanager", "glue"])

  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.${each.value}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = values(aws_subnet.brokers)[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true

  tags = {
    Name = "clickstream-staging-${each.value}"
  }
}

resource "aws_security_group" "endpoints" {
  name        = "kafka-clickstream-staging-endpoints"
  description = "Interface endpoints of the network"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "clickstream-staging-endpoints"
  }
}

resource "aws_vpc_security_group_ingress_rule" "endpoints" {
  security_group_id = aws_security_group.endpoints.id
  description       = "HTTPS from inside the network"
  cidr_ipv4         = aws_vpc.main.cidr_block
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}

resource "aws_flow_log" "main" {
  vpc_id                   = aws_vpc.main.id
  traffic_type             = "ALL"
  log_destination_type     = "cloud-watch-logs"
  log_destination          = aws_cloudwatch_log_group.flow_logs.arn
  iam_role_arn             = aws_iam_role.flow_logs.arn
  max_aggregation_interval = 600

  tags = {
    Name = "clickstream-staging"
  }
}

resource "aws_cloudwatch_log_group" "flow_logs" {
  #checkov:skip=CKV_AWS_338:Kept for as long as monitoring.log_retention asks
  name              = "/aws/vpc/clickstream-staging/flow-logs"
  kms_key_id        = aws_kms_key.main.arn
  retention_in_days = 90
}

resource "aws_iam_role" "flow_logs" {
  name               = "kafka-clickstream-staging-flow-logs"
  description        = "Lets VPC flow logs write to their log group"
  assume_role_policy = data.aws_iam_policy_document.flow_logs_trust.json
}

data "aws_iam_policy_document" "flow_logs_trust" {
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

resource "aws_iam_role_policy" "flow_logs" {
  name   = "write"
  role   = aws_iam_role.flow_logs.id
  policy = data.aws_iam_policy_document.flow_logs.json
}

data "aws_iam_policy_document" "flow_logs" {
  statement {
    actions = [
      "logs:CreateLogStream",
      "logs:DescribeLogStreams",
      "logs:PutLogEvents",
    ]
    resources = [
      aws_cloudwatch_log_group.flow_logs.arn,
      "${aws_cloudwatch_log_group.flow_logs.arn}:*",
    ]
  }
}
