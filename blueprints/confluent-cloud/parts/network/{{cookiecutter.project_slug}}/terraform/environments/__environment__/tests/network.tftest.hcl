{% import "terraform.j2" as tf %}
{% import "sides.j2" as sides with context %}
{% import "network_checks.j2" as check %}
{% set details = environment.details %}
{% set provider = details.provider %}
{% set dedicated = details.variant == "dedicated" %}
{{ tf.header("How clients reach Kafka, as Terraform sees it. Needs no account: terraform test.") }}

{% include "network_test.j2" %}

run "network" {
  command = plan
{% for side in sides.both %}
{% set l = side.label %}
{% set p = side.prefix %}
{% set of = " of the standby" if p else "" %}
{% if provider == "aws" and side.networking in ("private-link", "pni") %}
{{ check.assert("alltrue([for rule in aws_vpc_security_group_ingress_rule." ~ l ~ " : contains([443, 9092], rule.from_port) && rule.from_port == rule.to_port && rule.cidr_ipv4 != \"0.0.0.0/0\"])", "Kafka, REST and Schema Registry" ~ of ~ " are open, to networks that are named, and nothing else is.") }}
{% endif %}
{% if provider == "aws" and side.networking == "private-link" %}
{{ check.assert("aws_vpc_endpoint." ~ l ~ ".vpc_endpoint_type == \"Interface\" && !aws_vpc_endpoint." ~ l ~ ".private_dns_enabled", "Names" ~ of ~ " come from the private zone.") }}
{{ check.assert("length(aws_route53_record." ~ p ~ "zones) == " ~ side.zones, "Each zone" ~ of ~ " has names of its own.") }}
{% endif %}
{% if side.networking == "private-link" and dedicated %}
{% if provider == "aws" %}
{{ check.assert("length(distinct(confluent_network." ~ l ~ ".zones)) == " ~ side.zones, "Confluent's network" ~ of ~ " is in " ~ side.zones ~ " zones.") }}
{% elif provider == "azure" %}
{{ check.assert("length(azurerm_private_endpoint." ~ l ~ ") == " ~ side.zones, "Each zone" ~ of ~ " has an endpoint.") }}
{% else %}
{{ check.assert("length(google_compute_forwarding_rule." ~ l ~ ") == " ~ side.zones, "Each zone" ~ of ~ " has an endpoint.") }}
{% endif %}
{{ check.assert("one(confluent_network." ~ l ~ ".dns_config[*].resolution) == \"PRIVATE\"", "Names" ~ of ~ " need nothing of the internet.") }}
{{ check.assert("length(confluent_private_link_access." ~ l ~ ") == " ~ (plan.answers.security.client_accounts | length + 1), "This account and security.client_accounts come in" ~ of ~ ", and no others.") }}
{% endif %}
{% if side.networking == "private-link" and provider == "azure" and side.network.cidr is defined %}
{{ check.assert("azurerm_network_security_rule." ~ p ~ "others.access == \"Deny\" && !contains(azurerm_network_security_rule." ~ p ~ "clients.source_address_prefixes, \"0.0.0.0/0\")", "Endpoints" ~ of ~ " are open to networks that are named, and to nobody else.") }}
{% endif %}
{% if side.networking == "pni" %}
{{ check.assert("length(aws_network_interface." ~ l ~ ") == " ~ side.zones ~ " * " ~ side.interfaces.value, "Each subnet" ~ of ~ " lends " ~ side.interfaces.value ~ " interfaces.") }}
{{ check.assert("alltrue([for permission in aws_network_interface_permission." ~ l ~ " : permission.permission == \"INSTANCE-ATTACH\"]) && length(aws_network_interface_permission." ~ l ~ ") == length(aws_network_interface." ~ l ~ ")", "Confluent may attach each of them" ~ of ~ ", and no more.") }}
{{ check.assert("length(distinct(one(confluent_gateway." ~ l ~ ".aws_private_network_interface_gateway[*].zones))) == " ~ side.zones, "The gateway" ~ of ~ " is in " ~ side.zones ~ " zones.") }}
{% endif %}
{% if side.networking == "peering" %}
{{ check.assert("one(confluent_network." ~ l ~ ".connection_types) == \"PEERING\" && confluent_network." ~ l ~ ".cidr == var." ~ p ~ "confluent_cidr", "Confluent's network" ~ of ~ " has the addresses it was given.") }}
{% endif %}
{% if side.networking == "transit-gateway" %}
{{ check.assert("one(confluent_network." ~ l ~ ".connection_types) == \"TRANSITGATEWAY\" && confluent_network." ~ l ~ ".cidr == var." ~ p ~ "confluent_cidr", "Confluent's network" ~ of ~ " has the addresses it was given.") }}
{% if side.other is not none %}
{{ check.assert("contains(one(confluent_transit_gateway_attachment." ~ l ~ ".aws[*].routes), var." ~ side.other ~ "confluent_cidr)", "Confluent" ~ of ~ " knows the way to the other end of the cluster link.") }}
{% endif %}
{% endif %}
{% endfor %}
}
{% for side in sides.both %}
{% set p = side.prefix %}
{% if side.peer_cidr %}
{{ check.refused("refuses_a_small_" ~ p ~ "network", p ~ "confluent_cidr", '"10.200.0.0/24"') }}
{{ check.refused("refuses_a_public_" ~ p ~ "network", p ~ "confluent_cidr", '"8.8.0.0/16"') }}
{{ check.stopped("refuses_an_overlapping_" ~ p ~ "network", "confluent_network." ~ side.label, p ~ "confluent_cidr", ('"${cidrhost(' ~ (side.network.cidr | hcl) ~ ', 0)}/16"') if side.network.cidr is defined else '"10.4' ~ loop.index0 ~ '.0.0/16"') }}
{% endif %}
{% if side.networking == "private-link" and not dedicated %}
{{ check.refused("refuses_" ~ p ~ "endpoints_that_are_none", p ~ "client_endpoints", '{ analytics = "nobody" }') }}
{% endif %}
{% if side.networking == "transit-gateway" %}
{{ check.refused("refuses_a_" ~ p ~ "gateway_that_is_none", p ~ "transit_gateway_id", '"vpc-0123456789abcdef0"') }}
{% endif %}
{% if side.reach %}
{{ check.refused("refuses_" ~ p ~ "targets_everywhere", p ~ "connector_targets", '{ internet = { cidr = "0.0.0.0/0", port = 443 } }') }}
{% endif %}
{% if side.networking == "pni" and side.network.vpc is defined %}

run "refuses_a_{{ p }}subnet_that_is_too_small" {
  command = plan
{% for subnet in side.network.subnets %}

  override_data {
    target = data.aws_subnet.{{ side.label }}["{{ loop.index }}"]
    values = {
      availability_zone    = "{{ side.region | hcl_in }}{{ "abcdef"[loop.index0] }}"
      availability_zone_id = "test1-az{{ loop.index }}"
      cidr_block           = "10.40.{{ loop.index }}.0/28"
      vpc_id               = {{ side.network.vpc | hcl }}
    }
  }
{% endfor %}

  expect_failures = [confluent_gateway.{{ side.label }}]
}
{% endif %}
{% endfor %}
{% if provider == "azure" and details.networking == "peering" %}
{{ check.refused("refuses_a_principal_that_is_none", "confluent_peering_principal_id", '"confluent"') }}
{% endif %}
