{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set network = environment.environment.network %}
{% set name = details.kubernetes_name %}
{% set protect = environment.environment.protect %}
{% if network.cidr is defined %}
{{ tf.header("The network: private subnets for machines and pods, public ones for NAT gateways and load balancers, flow logs.") }}

data "aws_availability_zones" "available" {
  #checkov:skip=CKV_AWS_394:Subnets keep the zone they were made in, whatever this list becomes
  state = "available"

  # Local zones and opt-in zones cannot host the control plane.
  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

locals {
  # EKS wants its control plane in two zones at least, wherever the machines are.
  zones = [{{ range(1, ([environment.environment.zones, 2] | max) + 1) | map("string") | map("hcl") | join(", ") }}]
  # The subnet of the machines of each zone.
  node_subnets = { for zone in local.zones : zone => aws_subnet.nodes[zone].id }
}

resource "aws_vpc" "main" {
  cidr_block           = {{ network.cidr | hcl }}
  enable_dns_hostnames = true
  enable_dns_support   = true

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

# Pods have addresses of the network, so these subnets are the large ones.
resource "aws_subnet" "nodes" {
  for_each = {
{% for zone in range([environment.environment.zones, 2] | max) %}
    "{{ loop.index }}" = {{ network.cidr | subnet(zone) | hcl }}
{% endfor %}
  }

  vpc_id            = aws_vpc.main.id
  availability_zone = data.aws_availability_zones.available.names[tonumber(each.key) - 1]
  cidr_block        = each.value

  tags = {
    Name                              = "{{ name | hcl_in }}-nodes-${each.key}"
    "kubernetes.io/role/internal-elb" = "1"
  }

  lifecycle {
    # A zone that AWS adds later may shift the list; a subnet that moved would take its machines with it.
    ignore_changes = [availability_zone]
  }
}

resource "aws_subnet" "public" {
  for_each = {
{% for zone in range([environment.environment.zones, 2] | max) %}
    "{{ loop.index }}" = {{ network.cidr | subnet(8 + zone) | hcl }}
{% endfor %}
  }

  vpc_id            = aws_vpc.main.id
  availability_zone = data.aws_availability_zones.available.names[tonumber(each.key) - 1]
  cidr_block        = each.value

  tags = {
    Name                     = "{{ name | hcl_in }}-public-${each.key}"
    "kubernetes.io/role/elb" = "1"
  }

  lifecycle {
    ignore_changes = [availability_zone]
  }
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = {{ name | hcl }}
  }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = {{ (name ~ "-public") | hcl }}
  }
}

resource "aws_route" "internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}

resource "aws_route_table_association" "public" {
  for_each = aws_subnet.public

  route_table_id = aws_route_table.public.id
  subnet_id      = each.value.id
}

# Images come from registries on the internet. {{ "One gateway per zone: the loss of a zone takes the way out of no other." if protect else "One gateway serves every zone: cheaper, and out when its zone is." }}
resource "aws_eip" "nat" {
  #checkov:skip=CKV2_AWS_19:It belongs to a NAT gateway
  for_each = toset({{ "local.zones" if protect else '["1"]' }})

  domain = "vpc"

  tags = {
    Name = "{{ name | hcl_in }}-nat-${each.key}"
  }
}

resource "aws_nat_gateway" "main" {
  for_each = aws_eip.nat

  allocation_id = each.value.id
  subnet_id     = aws_subnet.public[each.key].id

  tags = {
    Name = "{{ name | hcl_in }}-${each.key}"
  }

  depends_on = [aws_internet_gateway.main]
}

resource "aws_route_table" "nodes" {
  for_each = aws_subnet.nodes

  vpc_id = aws_vpc.main.id

  tags = {
    Name = "{{ name | hcl_in }}-nodes-${each.key}"
  }
}

resource "aws_route" "nat" {
  for_each = aws_route_table.nodes

  route_table_id         = each.value.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main[{{ "each.key" if protect else '"1"' }}].id
}

resource "aws_route_table_association" "nodes" {
  for_each = aws_subnet.nodes

  route_table_id = aws_route_table.nodes[each.key].id
  subnet_id      = each.value.id
}

# Free, and keeps traffic to S3 inside the network.
resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.main.id
  service_name      = {{ ("com.amazonaws." ~ plan.answers.cloud.region ~ ".s3") | hcl }}
  vpc_endpoint_type = "Gateway"
  route_table_ids   = values(aws_route_table.nodes)[*].id

  tags = {
    Name = {{ (name ~ "-s3") | hcl }}
  }
}

{% include "aws_flow_logs.tf" %}
{% else %}
{{ tf.header("The network is yours; it is read and checked here, and never changed. Its subnets need a way out to registries of images, and tags that load balancers are placed by.") }}

locals {
  # The subnet of the machines of each zone.
  node_subnets = {
{% for subnet in network.subnets %}
    "{{ loop.index }}" = data.aws_subnet.nodes[{{ subnet | hcl }}].id
{% endfor %}
  }
}

data "aws_vpc" "main" {
  id = {{ network.vpc | hcl }}
}

data "aws_subnet" "nodes" {
  for_each = toset({{ network.subnets | hcl }})

  id = each.value
}

check "network" {
  assert {
    condition     = alltrue([for subnet in data.aws_subnet.nodes : subnet.vpc_id == data.aws_vpc.main.id])
    error_message = "A subnet is not in {{ network.vpc | hcl_in }}; EKS will refuse it."
  }

  assert {
    condition     = length(distinct(values(data.aws_subnet.nodes)[*].availability_zone)) == {{ network.subnets | length }}
    error_message = "Each subnet must be in a zone of its own, or losing one zone loses more brokers than planned."
  }

  assert {
    condition     = length(data.aws_subnet.nodes) > 1
    error_message = "EKS wants its control plane in two zones at least."
  }
}
{% endif %}
