{# The network of one side on AWS; whoever includes this has set "plan", "side" and "tf". #}
{% import "network.j2" as net %}
{% set name = side.name %}
{% set elsewhere = {"label": side.label, "region": side.region if side.prefix else none, "key": "aws_kms_key." ~ side.prefix ~ "logs"} %}
{% if side.network.cidr is defined %}
data "aws_availability_zones" "{{ side.label }}" {
  #checkov:skip=CKV_AWS_394:Subnets keep the zone they were made in, whatever this list becomes
{{ net.place(side) }}  state = "available"

  # Confluent is in the zones of the region itself, not in local ones or in ones to opt in to.
  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

resource "aws_vpc" "{{ side.label }}" {
{{ net.place(side) }}  cidr_block           = {{ side.network.cidr | hcl }}
  enable_dns_hostnames = true
  enable_dns_support   = true

  tags = {
    Name = {{ name | hcl }}
  }

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
  }
}

# Nothing uses the default security group; without rules nothing can by mistake.
resource "aws_default_security_group" "{{ side.label }}" {
{{ net.place(side) }}  vpc_id = aws_vpc.{{ side.label }}.id

  tags = {
    Name = {{ (name ~ "-unused") | hcl }}
  }
}

resource "aws_subnet" "{{ side.label }}" {
  for_each = {
{% for zone in range(side.zones) %}
    "{{ zone + 1 }}" = {{ side.network.cidr | subnet(zone) | hcl }}
{% endfor %}
  }

{{ net.place(side) }}  vpc_id               = aws_vpc.{{ side.label }}.id
  availability_zone_id = data.aws_availability_zones.{{ side.label }}.zone_ids[tonumber(each.key) - 1]
  cidr_block           = each.value

  tags = {
    Name = "{{ name | hcl_in }}-${each.key}"
  }

  lifecycle {
    # A zone that AWS adds later may shift the list; a subnet that moved would take its connections with it.
    ignore_changes = [availability_zone_id]
  }
}

# Local routes, and what is added below: no way to the internet is needed.
resource "aws_route_table" "{{ side.label }}" {
{{ net.place(side) }}  vpc_id = aws_vpc.{{ side.label }}.id

  tags = {
    Name = {{ name | hcl }}
  }
}

resource "aws_route_table_association" "{{ side.label }}" {
  for_each = aws_subnet.{{ side.label }}

{{ net.place(side) }}  route_table_id = aws_route_table.{{ side.label }}.id
  subnet_id      = each.value.id
}

# Free, and keeps traffic to S3 inside the network: Terraform's state, and sinks that clients write.
resource "aws_vpc_endpoint" "{{ side.prefix }}s3" {
{{ net.place(side) }}  vpc_id            = aws_vpc.{{ side.label }}.id
  service_name      = {{ ("com.amazonaws." ~ side.region ~ ".s3") | hcl }}
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.{{ side.label }}.id]

  tags = {
    Name = {{ (name ~ "-s3") | hcl }}
  }
}

# Clients and the data plane read their keys from Secrets Manager without a NAT gateway.
resource "aws_vpc_endpoint" "{{ side.prefix }}secrets" {
{{ net.place(side) }}  vpc_id              = aws_vpc.{{ side.label }}.id
  service_name        = {{ ("com.amazonaws." ~ side.region ~ ".secretsmanager") | hcl }}
  vpc_endpoint_type   = "Interface"
  subnet_ids          = {{ net.subnet_ids(side) }}
  security_group_ids  = [aws_security_group.{{ side.prefix }}secrets.id]
  private_dns_enabled = true

  tags = {
    Name = {{ (name ~ "-secrets") | hcl }}
  }
}

resource "aws_security_group" "{{ side.prefix }}secrets" {
{{ net.place(side) }}  name        = {{ ("kafka-" ~ name ~ "-secrets") | fit(255) | hcl }}
  description = "Endpoint of Secrets Manager"
  vpc_id      = aws_vpc.{{ side.label }}.id

  tags = {
    Name = {{ (name ~ "-secrets") | hcl }}
  }
}

resource "aws_vpc_security_group_ingress_rule" "{{ side.prefix }}secrets" {
{{ net.place(side) }}  security_group_id = aws_security_group.{{ side.prefix }}secrets.id
  description       = "HTTPS from inside the network"
  cidr_ipv4         = aws_vpc.{{ side.label }}.cidr_block
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}

{% include "aws_flow_logs.tf" %}

resource "aws_kms_key" "{{ side.prefix }}logs" {
{{ net.place(side) }}  description             = {{ ("Flow logs of " ~ name) | hcl }}
  enable_key_rotation     = true
  deletion_window_in_days = {{ 30 if side.protect else 7 }}
  policy                  = data.aws_iam_policy_document.{{ side.prefix }}logs.json
}

resource "aws_kms_alias" "{{ side.prefix }}logs" {
{{ net.place(side) }}  name          = {{ ("alias/confluent/" ~ name ~ "/logs") | hcl }}
  target_key_id = aws_kms_key.{{ side.prefix }}logs.key_id
}

data "aws_iam_policy_document" "{{ side.prefix }}logs" {
  #checkov:skip=CKV_AWS_109:A key policy without the account's administrators locks everybody out of the key
  #checkov:skip=CKV_AWS_111:In a key policy the resource is the key itself
  #checkov:skip=CKV_AWS_356:In a key policy the resource is the key itself
  statement {
    sid       = "AccountAdministersThroughIAM"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }

  statement {
    sid = "CloudWatchLogsEncrypts"
    actions = [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey*",
      "kms:ReEncrypt*",
    ]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.{{ side.region | hcl_in }}.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:${data.aws_partition.current.partition}:logs:{{ side.region | hcl_in }}:${data.aws_caller_identity.current.account_id}:log-group:*"]
    }
  }
}
{% else %}
data "aws_vpc" "{{ side.label }}" {
{{ net.place(side) }}  id = {{ side.network.vpc | hcl }}
}

data "aws_subnet" "{{ side.label }}" {
  for_each = {
{% for subnet in side.network.subnets %}
    "{{ loop.index }}" = {{ subnet | hcl }}
{% endfor %}
  }

{{ net.place(side) }}  id = each.value
}
{% if side.networking in ("peering", "transit-gateway") %}

# The way to Confluent's network is added to each; the network is not changed otherwise.
data "aws_route_tables" "{{ side.label }}" {
{{ net.place(side) }}  vpc_id = data.aws_vpc.{{ side.label }}.id
}
{% endif %}

check "{{ side.prefix }}network" {
  assert {
    condition     = alltrue([for subnet in data.aws_subnet.{{ side.label }} : subnet.vpc_id == data.aws_vpc.{{ side.label }}.id])
    error_message = "A subnet is not in {{ side.network.vpc | hcl_in }}; AWS will refuse it."
  }

  assert {
    condition     = length(distinct(values(data.aws_subnet.{{ side.label }})[*].availability_zone_id)) == {{ side.network.subnets | length }}
    error_message = "Each subnet must be in a zone of its own, or losing one zone loses more connections than planned."
  }
{% if side.networking == "private-link" or side.networking == "pni" %}

  assert {
    condition     = length(data.aws_subnet.{{ side.label }}) == {{ side.zones }}
    error_message = "Confluent connects in {{ side.zones }} zones; name one subnet in each."
  }
{% endif %}
}
{% endif %}
