{% import "terraform.j2" as tf %}
{% set network = environment.environment.network %}
{% set name = (plan.answers.name ~ "-" ~ environment.environment.name) %}
{% if network.cidr is defined %}
{{ tf.header("The network: one subnet per zone, no way out but the endpoints that are needed, flow logs.") }}

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
  cidr_block           = {{ network.cidr | hcl }}
  enable_dns_hostnames = true
  enable_dns_support   = true
{% if plan.answers.cloud.dual_stack %}
  # Clients may use IPv6; the prefix is Amazon's.
  assign_generated_ipv6_cidr_block = true
{% endif %}

  tags = {
    Name = {{ name | hcl }}
  }
}

# Nothing uses the default security group; without rules nothing can by mistake.
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = {{ (name ~ "-unused") | hcl }}
  }
}

resource "aws_subnet" "brokers" {
  for_each = {
{% for zone in range(environment.environment.zones) %}
    "{{ zone + 1 }}" = {{ network.cidr | subnet(zone) | hcl }}
{% endfor %}
  }

  vpc_id            = aws_vpc.main.id
  availability_zone = data.aws_availability_zones.available.names[tonumber(each.key) - 1]
  cidr_block        = each.value
{% if plan.answers.cloud.dual_stack %}
  # One /64 of the network's /56 per zone.
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, tonumber(each.key))
  assign_ipv6_address_on_creation = true
{% endif %}

  tags = {
    Name = "{{ name | hcl_in }}-brokers-${each.key}"
  }

  lifecycle {
    # A zone that AWS adds later may shift the list; a subnet that moved would take its brokers with it.
    ignore_changes = [availability_zone]
  }
}

resource "aws_route_table" "brokers" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = {{ (name ~ "-brokers") | hcl }}
  }
}

resource "aws_route_table_association" "brokers" {
  for_each = aws_subnet.brokers

  route_table_id = aws_route_table.brokers.id
  subnet_id      = each.value.id
}
{% if plan.answers.security.exposure == "public" %}

# Brokers that the internet may reach need a public subnet: a route to an internet gateway.
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = {{ name | hcl }}
  }
}

resource "aws_route" "internet" {
  route_table_id         = aws_route_table.brokers.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}
{% endif %}

# Free, and keeps traffic to S3 inside the network.
resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.main.id
  service_name      = {{ ("com.amazonaws." ~ plan.answers.cloud.region ~ ".s3") | hcl }}
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.brokers.id]

  tags = {
    Name = {{ (name ~ "-s3") | hcl }}
  }
}
{% set services = (["secretsmanager"] if plan.answers.applications | selectattr("connector", "equalto", "debezium-postgres") | list else []) + (["glue"] if plan.flags.get("schemas") else []) %}
{% if services %}

# What runs in these subnets reaches these services without a NAT gateway.
resource "aws_vpc_endpoint" "interface" {
  for_each = toset({{ services | hcl }})

  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.{{ plan.answers.cloud.region | hcl_in }}.${each.value}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = values(aws_subnet.brokers)[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true

  tags = {
    Name = "{{ name | hcl_in }}-${each.value}"
  }
}

resource "aws_security_group" "endpoints" {
  name        = {{ ("kafka-" ~ name ~ "-endpoints") | fit(255) | hcl }}
  description = "Interface endpoints of the network"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = {{ (name ~ "-endpoints") | hcl }}
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
{% endif %}

{% include "aws_flow_logs.tf" %}
{% else %}
{{ tf.header("The network is yours; it is read and checked here, and never changed.") }}

data "aws_vpc" "main" {
  id = {{ network.vpc | hcl }}
}

data "aws_subnet" "brokers" {
  for_each = toset({{ network.subnets | hcl }})

  id = each.value
}

check "network" {
  assert {
    condition     = alltrue([for subnet in data.aws_subnet.brokers : subnet.vpc_id == data.aws_vpc.main.id])
    error_message = "A subnet is not in {{ network.vpc | hcl_in }}; MSK will refuse it."
  }

  assert {
    condition     = length(distinct(values(data.aws_subnet.brokers)[*].availability_zone)) == {{ network.subnets | length }}
    error_message = "Each subnet must be in a zone of its own, or losing one zone loses more brokers than planned."
  }
}
{% endif %}
