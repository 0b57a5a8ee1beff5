{# The network of one side on Google Cloud; whoever includes this has set "plan", "side" and "tf". #}
{% if side.network.cidr is defined %}
resource "google_compute_network" "{{ side.label }}" {
  #checkov:skip=CKV2_GCP_18:Nothing here listens; all that comes in is denied without a rule
  name                    = {{ side.name | fit(63) | hcl }}
  description             = {{ ("Clients of Kafka " ~ side.name) | hcl }}
  auto_create_subnetworks = false
  routing_mode            = "REGIONAL"

  lifecycle {
    prevent_destroy = {{ side.protect | hcl }}
  }
}

# A subnetwork spans the zones of its region. Google's own services are reached without a way to the internet.
resource "google_compute_subnetwork" "{{ side.label }}" {
  name                     = {{ side.name | fit(63) | hcl }}
  description              = "Clients, and addresses that lead to Confluent"
  network                  = google_compute_network.{{ side.label }}.id
  region                   = {{ side.region | hcl }}
  ip_cidr_range            = {{ side.network.cidr | subnet(0) | hcl }}
  private_ip_google_access = true

  log_config {
    aggregation_interval = "INTERVAL_10_MIN"
    flow_sampling        = 0.5
    metadata             = "INCLUDE_ALL_METADATA"
  }
}
{% else %}
data "google_compute_network" "{{ side.label }}" {
  name = {{ side.network.vpc | hcl }}
}

data "google_compute_subnetwork" "{{ side.label }}" {
  name   = {{ side.network.subnets[0] | hcl }}
  region = {{ side.region | hcl }}
}

check "{{ side.prefix }}network" {
  assert {
    condition     = endswith(data.google_compute_subnetwork.{{ side.label }}.network, "/{{ side.network.vpc | hcl_in }}")
    error_message = "The subnetwork is not in {{ side.network.vpc | hcl_in }}; Google will refuse it."
  }
}
{% endif %}
