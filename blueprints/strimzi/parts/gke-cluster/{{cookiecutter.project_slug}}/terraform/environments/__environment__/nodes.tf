{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("The machines: each pool has the same number in every zone, so that each zone has its share and a disk finds a machine in its own.") }}
{% for group in details.machines %}

{{ group.reason | wrap(110) }}
resource "google_container_node_pool" "{{ group.name | hcl_label }}" {
  name               = {{ group.name | fit(40) | hcl }}
  cluster            = google_container_cluster.main.id
  node_locations     = slice(local.zones, 0, {{ group.zones }})
  initial_node_count = {{ group.per_zone }}

  # In each zone.
  autoscaling {
    min_node_count  = {{ group.per_zone }}
    max_node_count  = {{ group.most_per_zone }}
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
{{ tf.arguments([
  ("machine_type", group.machine | hcl),
  ("disk_size_gb", group.disk_gib),
  ("boot_disk_kms_key", "google_kms_crypto_key.main.id" if details.own_key else none),
  ("image_type", "\"COS_CONTAINERD\""),
  ("service_account", "google_service_account.nodes.email"),
  ("oauth_scopes", "[\"https://www.googleapis.com/auth/cloud-platform\"]"),
  ("resource_labels", "local.labels"),
], 4) }}
{% if group.dedicated %}

    labels = {
      "kafka-scaffold.io/pool" = {{ group.dedicated | hcl }}
    }
{% endif %}

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
{% if group.dedicated %}

    taint {
      key    = "kafka-scaffold.io/pool"
      value  = {{ group.dedicated | hcl }}
      effect = "NO_SCHEDULE"
    }
{% endif %}
{% if group.architecture == "arm64" %}

    # Every image here is there for this architecture; GKE would keep pods off that do not say so.
    taint_config {
      architecture_taint_behavior = "NONE"
    }
{% endif %}

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }

  lifecycle {
    # The number at the start; the autoscaler goes on from there.
    ignore_changes = [initial_node_count]
  }
}
{% endfor %}
