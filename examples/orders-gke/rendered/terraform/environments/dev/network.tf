# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# The network: one regional subnet with ranges for machines, pods and services, a way out through Cloud NAT,
# flow logs.

resource "google_compute_network" "main" {
  #checkov:skip=CKV2_GCP_18:GKE makes the rules that its cluster needs; all else that comes in is denied without a rule
  name                    = "orders-dev"
  description             = "Kafka of orders-dev"
  auto_create_subnetworks = false
  routing_mode            = "REGIONAL"
}

resource "google_compute_subnetwork" "main" {
  name                     = "orders-dev-nodes"
  description              = "Machines, pods and services"
  network                  = google_compute_network.main.id
  region                   = "europe-west1"
  ip_cidr_range            = "10.80.0.0/20"
  private_ip_google_access = true

  # Each machine takes 128 addresses for its pods.
  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = "10.80.128.0/17"
  }

  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = "10.80.16.0/20"
  }

  log_config {
    aggregation_interval = "INTERVAL_10_MIN"
    flow_sampling        = 0.5
    metadata             = "INCLUDE_ALL_METADATA"
  }
}

# Images come from registries on the internet; nothing comes in this way.
resource "google_compute_router" "main" {
  name    = "orders-dev"
  network = google_compute_network.main.id
  region  = "europe-west1"
}

resource "google_compute_router_nat" "main" {
  name                               = "orders-dev"
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
