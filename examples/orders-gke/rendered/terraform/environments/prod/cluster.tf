# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# The Kubernetes control plane: regional, private, encrypted, logged, and who may use it.

locals {
  zones = slice(sort(data.google_compute_zones.available.names), 0, 3)
}

resource "google_container_cluster" "main" {
  #checkov:skip=CKV_GCP_66:Images are pinned by version and come from their makers' registries, which sign with other keys
  #checkov:skip=CKV_GCP_65:Who administers is decided by IAM; groups of a Workspace domain need a domain
  #checkov:skip=CKV_GCP_69:The pool this is about is removed; the others have it in nodes.tf
  #checkov:skip=CKV_GCP_21:Labels come from the provider's default_labels
  #checkov:skip=CKV_GCP_12:Dataplane V2 enforces network policies by itself
  #checkov:skip=CKV_GCP_61:Flow logs of the subnet show it with less traffic of their own
  name     = "orders-prod"
  location = "europe-west1"
  # Where machines are; the control plane is in every zone of the region.
  node_locations      = local.zones
  deletion_protection = true
  # Asked for; Strimzi 1.2.0 runs on 1.30 to 1.36
  min_master_version = "1.35"

  # A pool must exist for a moment; the real ones are in nodes.tf.
  initial_node_count       = 1
  remove_default_node_pool = true

  network                  = google_compute_network.main.id
  subnetwork               = google_compute_subnetwork.main.id
  networking_mode          = "VPC_NATIVE"
  datapath_provider        = "ADVANCED_DATAPATH"
  enable_l4_ilb_subsetting = true
  enable_shielded_nodes    = true
  # Machines of brokers hold few; with 110 each would take twice the addresses.
  default_max_pods_per_node = 64

  ip_allocation_policy {
    cluster_secondary_range_name  = "pods"
    services_secondary_range_name = "services"
  }

  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = length(var.api_cidrs) == 0
  }

  master_authorized_networks_config {
    gcp_public_cidrs_access_enabled = false

    dynamic "cidr_blocks" {
      for_each = concat(var.api_cidrs, var.api_private_cidrs)

      content {
        cidr_block = cidr_blocks.value
      }
    }
  }

  master_auth {
    client_certificate_config {
      issue_client_certificate = false
    }
  }

  # Pods get Google credentials for their own service account, not the machine's.
  workload_identity_config {
    workload_pool = "${data.google_client_config.current.project}.svc.id.goog"
  }

  database_encryption {
    state    = "ENCRYPTED"
    key_name = google_kms_crypto_key.main.id
  }

  release_channel {
    channel = "REGULAR"
  }

  # Upgrades drain one machine after the other, at weekends; GKE wants 48 hours of windows in 32 days.
  maintenance_policy {
    recurring_window {
      start_time = "2026-01-03T02:00:00Z"
      end_time   = "2026-01-03T08:00:00Z"
      recurrence = "FREQ=WEEKLY;BYDAY=SA,SU"
    }
  }

  addons_config {
    dns_cache_config {
      enabled = true
    }

    # Makes, attaches and enlarges the brokers' disks.
    gce_persistent_disk_csi_driver_config {
      enabled = true
    }
  }

  logging_config {
    enable_components = ["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"]
  }

  # Brokers are watched by the Prometheus of terraform/operators.
  monitoring_config {
    enable_components = ["SYSTEM_COMPONENTS"]

    managed_prometheus {
      enabled = false
    }
  }

  security_posture_config {
    mode = "BASIC"
  }

  node_config {
    service_account = google_service_account.nodes.email

    shielded_instance_config {
      enable_integrity_monitoring = true
      enable_secure_boot          = true
    }
  }

  lifecycle {
    prevent_destroy = true
    # Of the pool that was removed.
    ignore_changes = [node_config]
  }

  depends_on = [google_kms_crypto_key_iam_member.main]
}

# What machines may do: pull images, write logs and metrics.
resource "google_service_account" "nodes" {
  account_id   = "orders-prod-nodes"
  display_name = "Machines of orders-prod"
}

resource "google_project_iam_member" "nodes" {
  for_each = toset(["roles/artifactregistry.reader", "roles/container.defaultNodeServiceAccount"])

  project = data.google_client_config.current.project
  role    = each.value
  member  = "serviceAccount:${google_service_account.nodes.email}"
}

resource "google_project_iam_member" "admins" {
  for_each = var.admin_members

  project = data.google_client_config.current.project
  role    = "roles/container.admin"
  member  = each.value
}
