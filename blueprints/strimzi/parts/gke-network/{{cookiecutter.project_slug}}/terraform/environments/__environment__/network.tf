{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set network = environment.environment.network %}
{% set name = details.kubernetes_name %}
{% if network.cidr is defined %}
{{ tf.header("The network: one regional subnet with ranges for machines, pods and services, a way out through Cloud NAT, flow logs.") }}

resource "google_compute_network" "main" {
  #checkov:skip=CKV2_GCP_18:GKE makes the rules that its cluster needs; all else that comes in is denied without a rule
  name                    = {{ name | fit(63) | hcl }}
  description             = {{ ("Kafka of " ~ name) | hcl }}
  auto_create_subnetworks = false
  routing_mode            = "REGIONAL"
}

resource "google_compute_subnetwork" "main" {
  name                     = {{ (name ~ "-nodes") | fit(63) | hcl }}
  description              = "Machines, pods and services"
  network                  = google_compute_network.main.id
  region                   = {{ plan.answers.cloud.region | hcl }}
  ip_cidr_range            = {{ network.cidr | subnet(0) | hcl }}
  private_ip_google_access = true

  # Each machine takes 128 addresses for its pods.
  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = {{ network.cidr | subnet(1, 1) | hcl }}
  }

  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = {{ network.cidr | subnet(1) | hcl }}
  }

  log_config {
    aggregation_interval = "INTERVAL_10_MIN"
    flow_sampling        = 0.5
    metadata             = "INCLUDE_ALL_METADATA"
  }
}

# Images come from registries on the internet; nothing comes in this way.
resource "google_compute_router" "main" {
  name    = {{ name | fit(63) | hcl }}
  network = google_compute_network.main.id
  region  = {{ plan.answers.cloud.region | hcl }}
}

resource "google_compute_router_nat" "main" {
  name                               = {{ name | fit(63) | hcl }}
  router                             = google_compute_router.main.name
  region                             = google_compute_router.main.region
  nat_ip_allocate_option             = "AUTO_ONLY"
  source_subnetwork_ip_ranges_to_nat = "LIST_OF_SUBNETWORKS"

  subnetwork {
    name                    = google_compute_subnetwork.main.id
    source_ip_ranges_to_nat = ["ALL_IP_RANGES"]
  }

  log_config {
    enable = true
    filter = "ERRORS_ONLY"
  }
}
{% else %}
{{ tf.header("The network is yours; it is read here, and never changed. Its subnet is of this region and has a way out to registries of images; GKE adds ranges for pods and services to it.") }}

data "google_compute_network" "main" {
  name = {{ network.vpc | hcl }}
}

data "google_compute_subnetwork" "main" {
  name   = {{ network.subnets[0] | hcl }}
  region = {{ plan.answers.cloud.region | hcl }}
}

check "network" {
  assert {
    condition     = endswith(data.google_compute_subnetwork.main.network, "/{{ network.vpc | hcl_in }}")
    error_message = "The subnet is not in {{ network.vpc | hcl_in }}; GKE will refuse it."
  }
}
{% endif %}
