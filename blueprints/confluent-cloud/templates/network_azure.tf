{# The network of one side on Azure; whoever includes this has set "plan", "side" and "tf". #}
{% if side.network.cidr is defined %}
resource "azurerm_virtual_network" "{{ side.label }}" {
  name                = {{ side.name | fit(64) | hcl }}
  resource_group_name = azurerm_resource_group.{{ side.label }}.name
  location            = azurerm_resource_group.{{ side.label }}.location
  address_space       = [{{ side.network.cidr | hcl }}]
{% if side.networking == "peering" %}
  # Confluent peers with networks alone that name its environment.
  tags = merge(local.tags, { ConfluentEnvIDs = {{ side.environment }}.id })
{% else %}
  tags                = local.tags
{% endif %}

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
  }
}

# A subnet spans the zones of its region; this one is for whatever uses Kafka.
resource "azurerm_subnet" "{{ side.prefix }}clients" {
  name                            = "clients"
  resource_group_name             = azurerm_resource_group.{{ side.label }}.name
  virtual_network_name            = azurerm_virtual_network.{{ side.label }}.name
  address_prefixes                = [{{ side.network.cidr | subnet(0) | hcl }}]
  default_outbound_access_enabled = false

  # Keeps traffic to them inside Azure, and lets them know where it comes from.
  service_endpoint {
    service = "Microsoft.KeyVault"
  }

  service_endpoint {
    service = "Microsoft.Storage"
  }
}

# Nothing comes in but from this network.
resource "azurerm_network_security_group" "{{ side.prefix }}clients" {
  name                = {{ (side.name ~ "-clients") | fit(80) | hcl }}
  resource_group_name = azurerm_resource_group.{{ side.label }}.name
  location            = azurerm_resource_group.{{ side.label }}.location
  tags                = local.tags
}

resource "azurerm_subnet_network_security_group_association" "{{ side.prefix }}clients" {
  subnet_id                 = azurerm_subnet.{{ side.prefix }}clients.id
  network_security_group_id = azurerm_network_security_group.{{ side.prefix }}clients.id
}
{% if side.networking == "private-link" %}

# Where the way to Confluent begins; rules hold for private endpoints too.
resource "azurerm_subnet" "{{ side.prefix }}endpoints" {
  name                              = "endpoints"
  resource_group_name               = azurerm_resource_group.{{ side.label }}.name
  virtual_network_name              = azurerm_virtual_network.{{ side.label }}.name
  address_prefixes                  = [{{ side.network.cidr | subnet(1) | hcl }}]
  default_outbound_access_enabled   = false
  private_endpoint_network_policies = "NetworkSecurityGroupEnabled"
}

resource "azurerm_network_security_group" "{{ side.prefix }}endpoints" {
  name                = {{ (side.name ~ "-endpoints") | fit(80) | hcl }}
  resource_group_name = azurerm_resource_group.{{ side.label }}.name
  location            = azurerm_resource_group.{{ side.label }}.location
  tags                = local.tags
}

resource "azurerm_network_security_rule" "{{ side.prefix }}clients" {
  name                        = "kafka"
  description                 = "Kafka, its REST API and Schema Registry from whom security.allowed_cidrs names and from this network"
  resource_group_name         = azurerm_resource_group.{{ side.label }}.name
  network_security_group_name = azurerm_network_security_group.{{ side.prefix }}endpoints.name
  priority                    = 200
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_address_prefixes     = {{ ([side.network.cidr] + (side.cidrs | list)) | hcl }}
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_ranges     = ["443", "9092"]
}

# Networks that are peered with this one would come in otherwise.
resource "azurerm_network_security_rule" "{{ side.prefix }}others" {
  name                        = "others"
  description                 = "Nobody else"
  resource_group_name         = azurerm_resource_group.{{ side.label }}.name
  network_security_group_name = azurerm_network_security_group.{{ side.prefix }}endpoints.name
  priority                    = 4000
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_range      = "*"
}

resource "azurerm_subnet_network_security_group_association" "{{ side.prefix }}endpoints" {
  subnet_id                 = azurerm_subnet.{{ side.prefix }}endpoints.id
  network_security_group_id = azurerm_network_security_group.{{ side.prefix }}endpoints.id
}
{% endif %}
{% else %}
locals {
  # /subscriptions/…/resourceGroups/GROUP/providers/Microsoft.Network/virtualNetworks/NETWORK/subnets/SUBNET
  {{ side.prefix }}subnet  = split("/", {{ side.network.subnets[0] | hcl }})
  {{ side.prefix }}vnet_id = join("/", slice(local.{{ side.prefix }}subnet, 0, 9))
}

data "azurerm_virtual_network" "{{ side.label }}" {
  resource_group_name = local.{{ side.prefix }}subnet[4]
  name                = local.{{ side.prefix }}subnet[8]
}

data "azurerm_subnet" "{{ side.label }}" {
  resource_group_name  = local.{{ side.prefix }}subnet[4]
  virtual_network_name = local.{{ side.prefix }}subnet[8]
  name                 = local.{{ side.prefix }}subnet[10]
}

check "{{ side.prefix }}network" {
  assert {
    condition     = data.azurerm_virtual_network.{{ side.label }}.location == {{ side.region | hcl }}
    error_message = "The network is not in {{ side.region | hcl_in }}, where Kafka is."
  }
}
{% endif %}
