# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# The machines: each pool has the same number in every zone, so that each zone has its share and a disk finds
# a machine in its own.

# One broker on each, and nothing else that would take its page cache
resource "google_container_node_pool" "broker" {
  name               = "broker"
  cluster            = google_container_cluster.main.id
  node_locations     = slice(local.zones, 0, 3)
  initial_node_count = 1

  # In each zone.
  autoscaling {
    min_node_count  = 1
    max_node_count  = 2
    location_policy = "BALANCED"
  }

  management {
    auto_repair  = true
    auto_upgrade = true
  }

  # A machine is there before the one it replaces is drained.
  upgrade_settings {
    strategy        = "SURGE"
    max_surge       = 1
    max_unavailable = 0
  }

  node_config {
    machine_type      = "e2-standard-2"
    disk_size_gb      = 50
    boot_disk_kms_key = google_kms_crypto_key.main.id
    image_type        = "COS_CONTAINERD"
    service_account   = google_service_account.nodes.email
    oauth_scopes      = ["https://www.googleapis.com/auth/cloud-platform"]
    resource_labels   = local.labels

    labels = {
      "kafka-scaffold.io/pool" = "broker"
    }

    metadata = {
      disable-legacy-endpoints = "true"
    }

    kubelet_config {
      insecure_kubelet_readonly_port_enabled = "FALSE"
    }

    shielded_instance_config {
      enable_integrity_monitoring = true
      enable_secure_boot          = true
    }

    taint {
      key    = "kafka-scaffold.io/pool"
      value  = "broker"
      effect = "NO_SCHEDULE"
    }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }

  lifecycle {
    # The number at the start; the autoscaler goes on from there.
    ignore_changes = [initial_node_count]
  }
}

# The operator, monitoring and whatever is not Kafka; in each zone, so that the loss of one leaves two
resource "google_container_node_pool" "general" {
  name               = "general"
  cluster            = google_container_cluster.main.id
  node_locations     = slice(local.zones, 0, 3)
  initial_node_count = 1

  # In each zone.
  autoscaling {
    min_node_count  = 1
    max_node_count  = 2
    location_policy = "BALANCED"
  }

  management {
    auto_repair  = true
    auto_upgrade = true
  }

  # A machine is there before the one it replaces is drained.
  upgrade_settings {
    strategy        = "SURGE"
    max_surge       = 1
    max_unavailable = 0
  }

  node_config {
    machine_type      = "e2-standard-4"
    disk_size_gb      = 50
    boot_disk_kms_key = google_kms_crypto_key.main.id
    image_type        = "COS_CONTAINERD"
    service_account   = google_service_account.nodes.email
    oauth_scopes      = ["https://www.googleapis.com/auth/cloud-platform"]
    resource_labels   = local.labels

    metadata = {
      disable-legacy-endpoints = "true"
    }

    kubelet_config {
      insecure_kubelet_readonly_port_enabled = "FALSE"
    }

    shielded_instance_config {
      enable_integrity_monitoring = true
      enable_secure_boot          = true
    }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }

  lifecycle {
    # The number at the start; the autoscaler goes on from there.
    ignore_changes = [initial_node_count]
  }
}
