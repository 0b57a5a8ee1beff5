{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set network = environment.environment.network %}
{% set name = details.kubernetes_name %}
{% if network.cidr is defined %}
{{ tf.header("The network: one subnet for machines in all zones, a way out through a NAT gateway, what may come in.") }}

resource "azurerm_virtual_network" "main" {
  name                = {{ name | fit(64) | hcl }}
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  address_space       = [{{ network.cidr | hcl }}]
  tags                = local.tags
}

# Pods have addresses of their own; only machines and load balancers take some of these.
resource "azurerm_subnet" "nodes" {
  name                            = "nodes"
  resource_group_name             = azurerm_resource_group.main.name
  virtual_network_name            = azurerm_virtual_network.main.name
  address_prefixes                = [{{ network.cidr | subnet(0, 2) | hcl }}]
  default_outbound_access_enabled = false

  # Keeps traffic to them inside Azure, and lets them know where it comes from.
  service_endpoint {
    service = "Microsoft.KeyVault"
  }

  service_endpoint {
    service = "Microsoft.Storage"
  }
}

# Machines in this network reach each other, load balancers of it reach machines, and nothing else comes in.
resource "azurerm_network_security_group" "nodes" {
  name                = {{ (name ~ "-nodes") | fit(80) | hcl }}
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  tags                = local.tags
}
{% if plan.answers.security.exposure == "public" %}
{% for listener in details.listeners if listener.type == "loadbalancer" %}

resource "azurerm_network_security_rule" "{{ listener.name | hcl_label }}" {
  name                        = {{ ("listener-" ~ listener.name) | fit(80) | hcl }}
  description                 = {{ ("Clients of listener " ~ listener.name) | fit(140) | hcl }}
  resource_group_name         = azurerm_resource_group.main.name
  network_security_group_name = azurerm_network_security_group.nodes.name
  priority                    = {{ 200 + loop.index }}
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_address_prefixes     = {{ listener.source_ranges | hcl }}
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_range      = "{{ listener.port }}"
}
{% endfor %}
{% endif %}

resource "azurerm_subnet_network_security_group_association" "nodes" {
  subnet_id                 = azurerm_subnet.nodes.id
  network_security_group_id = azurerm_network_security_group.nodes.id
}

# Images come from registries on the internet; nothing comes in this way.
resource "azurerm_public_ip" "nat" {
  name                = {{ (name ~ "-nat") | fit(80) | hcl }}
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  allocation_method   = "Static"
  sku                 = "Standard"
  tags                = local.tags
}

resource "azurerm_nat_gateway" "main" {
  name                = {{ name | fit(80) | hcl }}
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  sku_name            = "Standard"
  tags                = local.tags
}

resource "azurerm_nat_gateway_public_ip_association" "main" {
  nat_gateway_id       = azurerm_nat_gateway.main.id
  public_ip_address_id = azurerm_public_ip.nat.id
}

resource "azurerm_subnet_nat_gateway_association" "nodes" {
  subnet_id      = azurerm_subnet.nodes.id
  nat_gateway_id = azurerm_nat_gateway.main.id

  depends_on = [azurerm_nat_gateway_public_ip_association.main]
}
{% else %}
{{ tf.header("The network is yours; it is read here, and never changed. Its subnet needs a NAT gateway for a way out to registries of images, and service endpoints for Microsoft.KeyVault and Microsoft.Storage.") }}

locals {
  # /subscriptions/…/resourceGroups/GROUP/providers/Microsoft.Network/virtualNetworks/NETWORK/subnets/SUBNET
  subnet = split("/", {{ network.subnets[0] | hcl }})
}

data "azurerm_subnet" "nodes" {
  resource_group_name  = local.subnet[4]
  virtual_network_name = local.subnet[8]
  name                 = local.subnet[10]
}
{% endif %}
