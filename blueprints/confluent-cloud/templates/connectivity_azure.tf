{# How one side is reached on Azure; whoever includes this has set "plan", "side" and "tf". #}
{% import "network.j2" as net %}
{% set name = side.name %}
{% set p = side.prefix %}
{% set made = side.network.cidr is defined %}
{% set group = "azurerm_resource_group." ~ side.label %}
{% set vnet = net.vnet_id(side) %}
{% set subnet = "azurerm_subnet." ~ p ~ "endpoints" if made else "data.azurerm_subnet." ~ side.label %}
{% set dedicated = side.variant == "dedicated" %}
{% set accounts = plan.answers.security.client_accounts %}
{% if side.networking == "private-link" %}
{% if dedicated %}
resource "confluent_network" "{{ side.label }}" {
  display_name     = {{ name | fit(64) | hcl }}
  cloud            = "AZURE"
  region           = {{ side.region | hcl }}
  connection_types = ["PRIVATELINK"]

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

# Subscriptions whose endpoints Confluent lets in: this one{{ ", and those of security.client_accounts" if accounts else "" }}.
resource "confluent_private_link_access" "{{ side.label }}" {
{% if accounts %}
  for_each = setunion([data.azurerm_client_config.current.subscription_id], {{ accounts | hcl }})
{% else %}
  for_each = toset([data.azurerm_client_config.current.subscription_id])
{% endif %}

  display_name = each.value

  azure {
    subscription = each.value
  }

  environment {
    id = {{ side.environment }}.id
  }

  network {
    id = confluent_network.{{ side.label }}.id
  }
}

# One for each zone; Confluent calls them 1, 2 and 3.
resource "azurerm_private_endpoint" "{{ side.label }}" {
  for_each = toset({{ range(1, side.zones + 1) | map("string") | list | hcl }})

  name                = "{{ (name ~ "-confluent") | fit(78) | hcl_in }}-${each.key}"
  resource_group_name = {{ group }}.name
  location            = {{ group }}.location
  subnet_id           = {{ subnet }}.id
  tags                = local.tags

  private_service_connection {
    name                              = "{{ (name ~ "-confluent") | fit(78) | hcl_in }}-${each.key}"
    is_manual_connection              = true
    private_connection_resource_alias = try(confluent_network.{{ side.label }}.azure[0].private_link_service_aliases[each.key], null)
    request_message                   = {{ name | fit(140) | hcl }}
  }

  depends_on = [confluent_private_link_access.{{ side.label }}]
}
{% else %}
resource "confluent_private_link_attachment" "{{ side.label }}" {
  display_name = {{ name | fit(64) | hcl }}
  cloud        = "AZURE"
  region       = {{ side.region | hcl }}

  environment {
    id = {{ side.environment }}.id
  }

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
  }
}

resource "azurerm_private_endpoint" "{{ side.label }}" {
  name                = {{ (name ~ "-confluent") | fit(80) | hcl }}
  resource_group_name = {{ group }}.name
  location            = {{ group }}.location
  subnet_id           = {{ subnet }}.id
  tags                = local.tags

  private_service_connection {
    name                              = {{ (name ~ "-confluent") | fit(80) | hcl }}
    is_manual_connection              = true
    private_connection_resource_alias = confluent_private_link_attachment.{{ side.label }}.azure[0].private_link_service_alias
    request_message                   = {{ name | fit(140) | hcl }}
  }
}

resource "confluent_private_link_attachment_connection" "{{ side.label }}" {
  display_name = {{ name | fit(64) | hcl }}

  azure {
    private_endpoint_resource_id = azurerm_private_endpoint.{{ side.label }}.id
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

  azure {
    private_endpoint_resource_id = each.value
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
resource "azurerm_private_dns_zone" "{{ side.label }}" {
  name                = {{ ("confluent_network." if dedicated else "confluent_private_link_attachment.") ~ side.label }}.dns_domain
  resource_group_name = {{ group }}.name
  tags                = local.tags
}

resource "azurerm_private_dns_zone_virtual_network_link" "{{ side.label }}" {
  name                = {{ name | fit(80) | hcl }}
  private_dns_zone_id = azurerm_private_dns_zone.{{ side.label }}.id
  virtual_network_id  = {{ vnet }}
  tags                = local.tags
}

resource "azurerm_private_dns_a_record" "{{ side.label }}" {
  name                = "*"
  private_dns_zone_id = azurerm_private_dns_zone.{{ side.label }}.id
  ttl                 = 60
{% if dedicated %}
  records             = [for endpoint in azurerm_private_endpoint.{{ side.label }} : endpoint.private_service_connection[0].private_ip_address]
{% else %}
  records             = [azurerm_private_endpoint.{{ side.label }}.private_service_connection[0].private_ip_address]
{% endif %}
  tags                = local.tags
}
{% if dedicated %}

# A broker's name has its zone in it, and so it is reached through the endpoint of that zone.
resource "azurerm_private_dns_a_record" "{{ p }}zones" {
  for_each = azurerm_private_endpoint.{{ side.label }}

  name                = "*.az${each.key}"
  private_dns_zone_id = azurerm_private_dns_zone.{{ side.label }}.id
  ttl                 = 60
  records             = [each.value.private_service_connection[0].private_ip_address]
  tags                = local.tags
}
{% endif %}

{% elif side.networking == "peering" %}
resource "confluent_network" "{{ side.label }}" {
  display_name     = {{ name | fit(64) | hcl }}
  cloud            = "AZURE"
  region           = {{ side.region | hcl }}
  cidr             = var.{{ p }}confluent_cidr
  connection_types = ["PEERING"]

  environment {
    id = {{ side.environment }}.id
  }

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
{{ net.apart("[" ~ (side.network.cidr | hcl) ~ "]" if made else "data.azurerm_virtual_network." ~ side.label ~ ".address_space", p) }}
  }
}
{% if side.label == "main" %}

# What Confluent may do in this tenant: peer with the networks it is assigned to, and nothing else.
resource "azurerm_role_definition" "confluent_peering" {
  name        = {{ (name ~ "-confluent-peering") | fit(128) | hcl }}
  description = "Peers a network with Confluent's"
  scope       = "/subscriptions/${data.azurerm_client_config.current.subscription_id}"

  permissions {
    actions = [
      "Microsoft.Network/virtualNetworks/peer/action",
      "Microsoft.Network/virtualNetworks/read",
      "Microsoft.Network/virtualNetworks/virtualNetworkPeerings/delete",
      "Microsoft.Network/virtualNetworks/virtualNetworkPeerings/read",
      "Microsoft.Network/virtualNetworks/virtualNetworkPeerings/write",
    ]
  }
}
{% endif %}

resource "azurerm_role_assignment" "{{ p }}confluent_peering" {
  # Without the id somebody else has assigned the role.
  count = var.confluent_peering_principal_id == null ? 0 : 1

  scope              = {{ vnet }}
  role_definition_id = azurerm_role_definition.confluent_peering.role_definition_resource_id
  principal_id       = var.confluent_peering_principal_id
  principal_type     = "ServicePrincipal"
}

# Confluent makes both halves of the peering, and Azure then routes both ways on its own.
resource "confluent_peering" "{{ side.label }}" {
  display_name = {{ name | fit(64) | hcl }}

  azure {
    tenant          = data.azurerm_client_config.current.tenant_id
    vnet            = {{ vnet }}
    customer_region = {{ side.region | hcl }}
  }

  environment {
    id = {{ side.environment }}.id
  }

  network {
    id = confluent_network.{{ side.label }}.id
  }

  depends_on = [azurerm_role_assignment.{{ p }}confluent_peering]
}

{% endif %}
