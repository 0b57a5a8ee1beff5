{# How one side is reached on AWS; whoever includes this has set "plan", "side" and "tf". #}
{% import "network.j2" as net %}
{% set name = side.name %}
{% set p = side.prefix %}
{% set vpc = net.aws("aws_vpc", side) %}
{% set subnets = net.aws("aws_subnet", side) %}
{% set dedicated = side.variant == "dedicated" %}
{% set accounts = plan.answers.security.client_accounts %}
{% if side.networking in ("private-link", "pni") %}
locals {
  # Who reaches Kafka here: this network, and what security.allowed_cidrs adds.
  {{ p }}client_networks = {
{% set rows = [("network", vpc ~ ".cidr_block")] %}
{% for cidr in side.cidrs %}
{% set _ = rows.append((cidr | hcl, cidr | hcl)) %}
{% endfor %}
{{ tf.arguments(rows, 4) }}
  }
}

# Kafka on 9092; its REST API and Schema Registry on 443.
resource "aws_security_group" "{{ side.label }}" {
{{ net.place(side) }}  name        = {{ ("kafka-" ~ name ~ "-confluent") | fit(255) | hcl }}
  description = "The way to Confluent; nothing comes back on its own through it"
  vpc_id      = {{ vpc }}.id

  tags = {
    Name = {{ (name ~ "-confluent") | hcl }}
  }
}

resource "aws_vpc_security_group_ingress_rule" "{{ side.label }}" {
  for_each = { for rule in setproduct(keys(local.{{ p }}client_networks), ["443", "9092"]) : join(" ", rule) => rule }

{{ net.place(side) }}  security_group_id = aws_security_group.{{ side.label }}.id
  description       = "Port ${each.value[1]} from ${each.value[0]}"
  cidr_ipv4         = local.{{ p }}client_networks[each.value[0]]
  from_port         = tonumber(each.value[1])
  to_port           = tonumber(each.value[1])
  ip_protocol       = "tcp"
}

{% endif %}
{% if side.networking == "private-link" %}
{% if dedicated %}
resource "confluent_network" "{{ side.label }}" {
  display_name     = {{ name | fit(64) | hcl }}
  cloud            = "AWS"
  region           = {{ side.region | hcl }}
  connection_types = ["PRIVATELINK"]
  # Ids, because a zone's name means another place in another account.
  zones = values({{ subnets }})[*].availability_zone_id

  environment {
    id = {{ side.environment }}.id
  }

  # The names of brokers need no lookup on the internet.
  dns_config {
    resolution = "PRIVATE"
  }

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
  }
}

# Accounts whose endpoints Confluent lets in: this one{{ ", and those of security.client_accounts" if accounts else "" }}.
resource "confluent_private_link_access" "{{ side.label }}" {
{% if accounts %}
  for_each = setunion([data.aws_caller_identity.current.account_id], {{ accounts | hcl }})
{% else %}
  for_each = toset([data.aws_caller_identity.current.account_id])
{% endif %}

  display_name = each.value

  aws {
    account = each.value
  }

  environment {
    id = {{ side.environment }}.id
  }

  network {
    id = confluent_network.{{ side.label }}.id
  }
}
{% else %}
resource "confluent_private_link_attachment" "{{ side.label }}" {
  display_name = {{ name | fit(64) | hcl }}
  cloud        = "AWS"
  region       = {{ side.region | hcl }}

  environment {
    id = {{ side.environment }}.id
  }

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
  }
}
{% endif %}

resource "aws_vpc_endpoint" "{{ side.label }}" {
{{ net.place(side) }}  vpc_id             = {{ vpc }}.id
  service_name       = {{ "one(confluent_network." ~ side.label ~ ".aws[*].private_link_endpoint_service)" if dedicated else "confluent_private_link_attachment." ~ side.label ~ ".aws[0].vpc_endpoint_service_name" }}
  vpc_endpoint_type  = "Interface"
  subnet_ids         = {{ net.subnet_ids(side) }}
  security_group_ids = [aws_security_group.{{ side.label }}.id]
  # Confluent's names are not the endpoint service's; the zone below has them.
  private_dns_enabled = false

  tags = {
    Name = {{ (name ~ "-confluent") | hcl }}
  }
{% if dedicated %}

  depends_on = [confluent_private_link_access.{{ side.label }}]
{% endif %}
}
{% if not dedicated %}

resource "confluent_private_link_attachment_connection" "{{ side.label }}" {
  display_name = {{ name | fit(64) | hcl }}

  aws {
    vpc_endpoint_id = aws_vpc_endpoint.{{ side.label }}.id
  }

  environment {
    id = {{ side.environment }}.id
  }

  private_link_attachment {
    id = confluent_private_link_attachment.{{ side.label }}.id
  }
}

# Networks of others: their endpoints connect to the service that the outputs name, and are let in one by one.
resource "confluent_private_link_attachment_connection" "{{ p }}clients" {
  for_each = var.{{ p }}client_endpoints

  display_name = each.key

  aws {
    vpc_endpoint_id = each.value
  }

  environment {
    id = {{ side.environment }}.id
  }

  private_link_attachment {
    id = confluent_private_link_attachment.{{ side.label }}.id
  }
}
{% endif %}

# Confluent's names for this cluster, as this network knows them.
resource "aws_route53_zone" "{{ side.label }}" {
  #checkov:skip=CKV2_AWS_38:A private zone is not signed
  #checkov:skip=CKV2_AWS_39:Queries of a private zone are logged by the resolver, not by the zone
  name    = {{ ("confluent_network." if dedicated else "confluent_private_link_attachment.") ~ side.label }}.dns_domain
  comment = {{ ("Private names of " ~ name) | hcl }}

  vpc {
    vpc_id     = {{ vpc }}.id
    vpc_region = {{ side.region | hcl }}
  }
{% if accounts %}

  lifecycle {
    # Other accounts' networks are associated from their side.
    ignore_changes = [vpc]
  }
{% endif %}
}

resource "aws_route53_record" "{{ side.label }}" {
  zone_id = aws_route53_zone.{{ side.label }}.zone_id
  name    = "*"
  type    = "CNAME"
  ttl     = 60
  records = [aws_vpc_endpoint.{{ side.label }}.dns_entry[0].dns_name]
}

# A broker's name has its zone in it, and so it is reached through the address in that zone.
resource "aws_route53_record" "{{ p }}zones" {
  for_each = {{ subnets }}

  zone_id = aws_route53_zone.{{ side.label }}.zone_id
  name    = "*.${each.value.availability_zone_id}"
  type    = "CNAME"
  ttl     = 60
  # vpce-0123-abcd.vpce-svc… is everywhere, vpce-0123-abcd-eu-west-1a.vpce-svc… in one zone.
  records = [replace(aws_vpc_endpoint.{{ side.label }}.dns_entry[0].dns_name, "/^([^.]+)/", "$1-${each.value.availability_zone}")]
}

{% elif side.networking == "pni" %}
resource "confluent_gateway" "{{ side.label }}" {
  display_name = {{ name | fit(64) | hcl }}

  aws_private_network_interface_gateway {
    region = {{ side.region | hcl }}
    # Ids, because a zone's name means another place in another account.
    zones = values({{ subnets }})[*].availability_zone_id
  }

  environment {
    id = {{ side.environment }}.id
  }

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}

    precondition {
      condition     = length({{ subnets }}) == {{ side.zones }}
      error_message = "A Private Network Interface is in {{ side.zones }} zones: one subnet in each."
    }

    precondition {
      # AWS keeps five addresses of every subnet.
      condition     = alltrue([for subnet in {{ subnets }} : pow(2, 32 - tonumber(split("/", subnet.cidr_block)[1])) - 5 >= {{ side.interfaces.value | hcl }}])
      error_message = "A subnet is too small for the {{ side.interfaces.value | hcl }} interfaces that Confluent needs in each; take a /26 or larger."
    }
  }
}

locals {
{{ tf.reason(side.interfaces.reason) }}
  {{ p }}interfaces = { for slot in setproduct(keys({{ subnets }}), range({{ side.interfaces.value | hcl }})) : "${slot[0]}-${slot[1]}" => slot[0] }
}

resource "aws_network_interface" "{{ side.label }}" {
  for_each = local.{{ p }}interfaces

{{ net.place(side) }}  description     = {{ ("Lent to Confluent: " ~ name) | hcl }}
  subnet_id       = {{ subnets }}[each.value].id
  security_groups = [aws_security_group.{{ side.label }}.id]

  tags = {
    Name = "{{ name | hcl_in }}-confluent-${each.key}"
  }

  lifecycle {
    # Confluent attaches and detaches it.
    ignore_changes = [attachment]
  }

  depends_on = [confluent_gateway.{{ side.label }}]
}

# Confluent's account may attach it to its machines, and nothing else.
resource "aws_network_interface_permission" "{{ side.label }}" {
  for_each = aws_network_interface.{{ side.label }}

{{ net.place(side) }}  network_interface_id = each.value.id
  permission           = "INSTANCE-ATTACH"
  aws_account_id       = confluent_gateway.{{ side.label }}.aws_private_network_interface_gateway[0].account
}

resource "confluent_access_point" "{{ side.label }}" {
  display_name = {{ name | fit(64) | hcl }}

  aws_private_network_interface {
    account            = data.aws_caller_identity.current.account_id
    network_interfaces = values(aws_network_interface.{{ side.label }})[*].id
{% if side.reach %}
    routes             = distinct(values(var.{{ p }}connector_targets)[*].cidr)
{% endif %}
  }

  environment {
    id = {{ side.environment }}.id
  }

  gateway {
    id = confluent_gateway.{{ side.label }}.id
  }

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
  }

  depends_on = [aws_network_interface_permission.{{ side.label }}]
}
{% if side.reach %}

# Connectors come out of the interfaces to what they read and write, and to nothing else.
resource "aws_vpc_security_group_egress_rule" "{{ p }}connectors" {
  for_each = var.{{ p }}connector_targets

{{ net.place(side) }}  security_group_id = aws_security_group.{{ side.label }}.id
  description       = each.key
  cidr_ipv4         = each.value.cidr
  from_port         = each.value.port
  to_port           = each.value.port
  ip_protocol       = "tcp"
}
{% endif %}

{% elif side.networking == "peering" %}
resource "confluent_network" "{{ side.label }}" {
  display_name     = {{ name | fit(64) | hcl }}
  cloud            = "AWS"
  region           = {{ side.region | hcl }}
  cidr             = var.{{ p }}confluent_cidr
  connection_types = ["PEERING"]

  environment {
    id = {{ side.environment }}.id
  }

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
{{ net.apart("[" ~ vpc ~ ".cidr_block]", p) }}
  }
}

resource "confluent_peering" "{{ side.label }}" {
  display_name = {{ name | fit(64) | hcl }}

  aws {
    account         = data.aws_caller_identity.current.account_id
    vpc             = {{ vpc }}.id
    routes          = [{{ vpc }}.cidr_block]
    customer_region = {{ side.region | hcl }}
  }

  environment {
    id = {{ side.environment }}.id
  }

  network {
    id = confluent_network.{{ side.label }}.id
  }
}

data "aws_vpc_peering_connection" "{{ side.label }}" {
{{ net.place(side) }}  vpc_id      = one(confluent_network.{{ side.label }}.aws[*].vpc)
  peer_vpc_id = confluent_peering.{{ side.label }}.aws[0].vpc
}

resource "aws_vpc_peering_connection_accepter" "{{ side.label }}" {
{{ net.place(side) }}  vpc_peering_connection_id = data.aws_vpc_peering_connection.{{ side.label }}.id
  auto_accept               = true

  tags = {
    Name = {{ (name ~ "-confluent") | hcl }}
  }
}

# Confluent routes to this network on its side; this is the way there.
resource "aws_route" "{{ p }}confluent" {
  for_each = {{ net.route_tables(side) }}

{{ net.place(side) }}  route_table_id            = each.value
  destination_cidr_block    = confluent_network.{{ side.label }}.cidr
  vpc_peering_connection_id = aws_vpc_peering_connection_accepter.{{ side.label }}.vpc_peering_connection_id
}

{% elif side.networking == "transit-gateway" %}
resource "confluent_network" "{{ side.label }}" {
  display_name     = {{ name | fit(64) | hcl }}
  cloud            = "AWS"
  region           = {{ side.region | hcl }}
  cidr             = var.{{ p }}confluent_cidr
  connection_types = ["TRANSITGATEWAY"]

  environment {
    id = {{ side.environment }}.id
  }

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
{{ net.apart("[" ~ vpc ~ ".cidr_block]", p) }}
  }
}

# Yours, and only looked up: without an id the one that this account has or sees in the region.
data "aws_ec2_transit_gateway" "{{ side.label }}" {
{{ net.place(side) }}  id = var.{{ p }}transit_gateway_id

  filter {
    name   = "state"
    values = ["available"]
  }
}

# Confluent's account may attach its network to the gateway, and nobody else's through this share.
resource "aws_ram_resource_share" "{{ side.label }}" {
{{ net.place(side) }}  name                      = {{ ("kafka-" ~ name ~ "-confluent") | fit(255) | hcl }}
  allow_external_principals = true
}

resource "aws_ram_principal_association" "{{ side.label }}" {
{{ net.place(side) }}  principal          = try(confluent_network.{{ side.label }}.aws[0].account, "")
  resource_share_arn = aws_ram_resource_share.{{ side.label }}.arn
}

resource "aws_ram_resource_association" "{{ side.label }}" {
{{ net.place(side) }}  resource_arn       = data.aws_ec2_transit_gateway.{{ side.label }}.arn
  resource_share_arn = aws_ram_resource_share.{{ side.label }}.arn
}

resource "confluent_transit_gateway_attachment" "{{ side.label }}" {
  display_name = {{ name | fit(64) | hcl }}

  aws {
    ram_resource_share_arn = aws_ram_resource_share.{{ side.label }}.arn
    transit_gateway_id     = data.aws_ec2_transit_gateway.{{ side.label }}.id
    # Where Confluent sends answers: this network{{ ", what security.allowed_cidrs names" if side.cidrs else "" }}{{ ", and the other end of the cluster link" if side.other is not none else "" }}.
    routes = concat(
      [{{ vpc }}.cidr_block],
{% if side.cidrs %}
      {{ side.cidrs | hcl(6) }},
{% endif %}
{% if side.other is not none %}
      [var.{{ side.other }}confluent_cidr],
{% endif %}
    )
  }

  environment {
    id = {{ side.environment }}.id
  }

  network {
    id = confluent_network.{{ side.label }}.id
  }

  depends_on = [
    aws_ram_principal_association.{{ side.label }},
    aws_ram_resource_association.{{ side.label }},
  ]
}

resource "aws_ec2_transit_gateway_vpc_attachment_accepter" "{{ p }}confluent" {
{{ net.place(side) }}  transit_gateway_attachment_id = confluent_transit_gateway_attachment.{{ side.label }}.aws[0].transit_gateway_attachment_id

  tags = {
    Name = {{ (name ~ "-confluent") | hcl }}
  }
}

resource "aws_ec2_transit_gateway_vpc_attachment" "{{ side.label }}" {
{% if side.network.cidr is not defined %}
  # A network is attached once; yours may be already.
  count = var.{{ p }}network_attached ? 0 : 1

{% endif %}
{{ net.place(side) }}  vpc_id             = {{ vpc }}.id
  subnet_ids         = {{ net.subnet_ids(side) }}
  transit_gateway_id = data.aws_ec2_transit_gateway.{{ side.label }}.id

  tags = {
    Name = {{ name | hcl }}
  }
}

# Confluent routes to this network on its side; this is the way there.
resource "aws_route" "{{ p }}confluent" {
  for_each = {{ net.route_tables(side) }}

{{ net.place(side) }}  route_table_id         = each.value
  destination_cidr_block = confluent_network.{{ side.label }}.cidr
  transit_gateway_id     = data.aws_ec2_transit_gateway.{{ side.label }}.id

  # A route to a gateway that the network is not attached to is refused.
  depends_on = [aws_ec2_transit_gateway_vpc_attachment.{{ side.label }}]
}

{% endif %}
