{# How one side is reached on Google Cloud; whoever includes this has set "plan", "side" and "tf". #}
{% import "network.j2" as net %}
{% set name = side.name %}
{% set p = side.prefix %}
{% set network = net.google_network(side) %}
{% set subnetwork = net.google_subnetwork(side) %}
{% set accounts = plan.answers.security.client_accounts %}
{% if side.label == "main" and (side.variant == "dedicated") %}
data "google_client_config" "network" {}

{% endif %}
{% if side.networking == "private-link" and side.variant == "dedicated" %}
resource "confluent_network" "{{ side.label }}" {
  display_name     = {{ name | fit(64) | hcl }}
  cloud            = "GCP"
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

# Projects whose endpoints Confluent lets in: this one{{ ", and those of security.client_accounts" if accounts else "" }}.
resource "confluent_private_link_access" "{{ side.label }}" {
{% if accounts %}
  for_each = setunion([data.google_client_config.network.project], {{ accounts | hcl }})
{% else %}
  for_each = toset([data.google_client_config.network.project])
{% endif %}

  display_name = each.value

  gcp {
    project = each.value
  }

  environment {
    id = {{ side.environment }}.id
  }

  network {
    id = confluent_network.{{ side.label }}.id
  }
}

locals {
  # Confluent chooses the {{ side.zones }} zones and has one attachment in each; they are known once the network is made.
  {{ p }}attachments = merge(confluent_network.{{ side.label }}.gcp[*].private_service_connect_service_attachments...)
}

resource "google_compute_address" "{{ side.label }}" {
  for_each = toset({{ range(1, side.zones + 1) | map("string") | list | hcl }})

  name         = "{{ (name ~ "-confluent") | fit(60) | hcl_in }}-${each.key}"
  description  = {{ ("Leads to Confluent: " ~ name) | hcl }}
  region       = {{ side.region | hcl }}
  subnetwork   = {{ subnetwork }}.id
  address_type = "INTERNAL"
}

resource "google_compute_forwarding_rule" "{{ side.label }}" {
  for_each = google_compute_address.{{ side.label }}

  name        = each.value.name
  description = {{ ("Private Service Connect to " ~ name) | hcl }}
  region      = {{ side.region | hcl }}
  network     = {{ network }}.id
  ip_address  = each.value.id
  target      = try(values(local.{{ p }}attachments)[tonumber(each.key) - 1], null)
  # A service attachment is no load balancer.
  load_balancing_scheme = ""

  depends_on = [confluent_private_link_access.{{ side.label }}]
}

# Confluent's names for this cluster, as this network knows them.
resource "google_dns_managed_zone" "{{ side.label }}" {
  name        = {{ (name ~ "-confluent") | fit(63) | hcl }}
  description = {{ ("Private names of " ~ name) | hcl }}
  dns_name    = "${confluent_network.{{ side.label }}.dns_domain}."
  visibility  = "private"

  private_visibility_config {
    networks {
      network_url = {{ network }}.id
    }
  }
}

resource "google_dns_record_set" "{{ side.label }}" {
  managed_zone = google_dns_managed_zone.{{ side.label }}.name
  name         = "*.${google_dns_managed_zone.{{ side.label }}.dns_name}"
  type         = "A"
  ttl          = 60
  rrdatas      = values(google_compute_address.{{ side.label }})[*].address
}

# A broker's name has its zone in it, and so it is reached through the address for that zone.
resource "google_dns_record_set" "{{ p }}zones" {
  for_each = google_compute_address.{{ side.label }}

  managed_zone = google_dns_managed_zone.{{ side.label }}.name
  name         = "*.${try(keys(local.{{ p }}attachments)[tonumber(each.key) - 1], each.key)}.${google_dns_managed_zone.{{ side.label }}.dns_name}"
  type         = "A"
  ttl          = 60
  rrdatas      = [each.value.address]
}

{% elif side.networking == "private-link" %}
resource "confluent_gateway" "{{ side.label }}" {
  display_name = {{ name | fit(64) | hcl }}

  gcp_ingress_private_service_connect_gateway {
    region = {{ side.region | hcl }}
  }

  environment {
    id = {{ side.environment }}.id
  }

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
  }
}

resource "google_compute_address" "{{ side.label }}" {
  name         = {{ (name ~ "-confluent") | fit(63) | hcl }}
  description  = {{ ("Leads to Confluent: " ~ name) | hcl }}
  region       = {{ side.region | hcl }}
  subnetwork   = {{ subnetwork }}.id
  address_type = "INTERNAL"
}

resource "google_compute_forwarding_rule" "{{ side.label }}" {
  name        = {{ (name ~ "-confluent") | fit(63) | hcl }}
  description = {{ ("Private Service Connect to " ~ name) | hcl }}
  region      = {{ side.region | hcl }}
  network     = {{ network }}.id
  ip_address  = google_compute_address.{{ side.label }}.id
  target      = confluent_gateway.{{ side.label }}.gcp_ingress_private_service_connect_gateway[0].private_service_connect_service_attachment
  # A service attachment is no load balancer.
  load_balancing_scheme = ""
}

resource "confluent_access_point" "{{ side.label }}" {
  display_name = {{ name | fit(64) | hcl }}

  gcp_ingress_private_service_connect_endpoint {
    private_service_connect_connection_id = google_compute_forwarding_rule.{{ side.label }}.psc_connection_id
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
}

# Networks of others: their connections lead to the attachment that the outputs name, and are let in one by one.
resource "confluent_access_point" "{{ p }}clients" {
  for_each = var.{{ p }}client_endpoints

  display_name = each.key

  gcp_ingress_private_service_connect_endpoint {
    private_service_connect_connection_id = each.value
  }

  environment {
    id = {{ side.environment }}.id
  }

  gateway {
    id = confluent_gateway.{{ side.label }}.id
  }
}

# Confluent's names for this access point, as this network knows them.
resource "google_dns_managed_zone" "{{ side.label }}" {
  name        = {{ (name ~ "-confluent") | fit(63) | hcl }}
  description = {{ ("Private names of " ~ name) | hcl }}
  dns_name    = "${confluent_access_point.{{ side.label }}.gcp_ingress_private_service_connect_endpoint[0].dns_domain}."
  visibility  = "private"

  private_visibility_config {
    networks {
      network_url = {{ network }}.id
    }
  }
}

resource "google_dns_record_set" "{{ side.label }}" {
  managed_zone = google_dns_managed_zone.{{ side.label }}.name
  name         = "*.${google_dns_managed_zone.{{ side.label }}.dns_name}"
  type         = "A"
  ttl          = 60
  rrdatas      = [google_compute_address.{{ side.label }}.address]
}

{% elif side.networking == "peering" %}
resource "confluent_network" "{{ side.label }}" {
  display_name     = {{ name | fit(64) | hcl }}
  cloud            = "GCP"
  region           = {{ side.region | hcl }}
  cidr             = var.{{ p }}confluent_cidr
  connection_types = ["PEERING"]

  environment {
    id = {{ side.environment }}.id
  }

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
{{ net.apart("[" ~ subnetwork ~ ".ip_cidr_range]", p) }}
  }
}

resource "confluent_peering" "{{ side.label }}" {
  display_name = {{ name | fit(64) | hcl }}

  gcp {
    project     = data.google_client_config.network.project
    vpc_network = {{ network }}.name
  }

  environment {
    id = {{ side.environment }}.id
  }

  network {
    id = confluent_network.{{ side.label }}.id
  }
}

# Each side peers with the other; Google then routes both ways on its own.
resource "google_compute_network_peering" "{{ side.label }}" {
  name         = {{ (name ~ "-confluent") | fit(63) | hcl }}
  network      = {{ network }}.self_link
  peer_network = "projects/${try(confluent_network.{{ side.label }}.gcp[0].project, "")}/global/networks/${try(confluent_network.{{ side.label }}.gcp[0].vpc_network, "")}"
}

{% endif %}
