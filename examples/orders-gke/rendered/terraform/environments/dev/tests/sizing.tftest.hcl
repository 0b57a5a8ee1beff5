# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# The plan's numbers, as Terraform sees them. Needs no account: terraform test.

mock_provider "google" {
  mock_data "google_client_config" {
    defaults = {
      project = "kafka-test"
    }
  }

  mock_data "google_compute_zones" {
    defaults = {
      names = ["europe-west1-b", "europe-west1-c", "europe-west1-d", "europe-west1-e"]
    }
  }

  mock_data "google_project" {
    defaults = {
      number = "123456789012"
    }
  }
}

run "sizing" {
  command = plan

  assert {
    condition     = google_container_cluster.main.min_master_version == "1.35"
    error_message = "The plan runs Kubernetes 1.35."
  }

  assert {
    condition     = length(google_container_cluster.main.node_locations) == 3
    error_message = "The plan is in 3 zones."
  }

  assert {
    condition     = google_container_cluster.main.private_cluster_config[0].enable_private_endpoint && google_container_cluster.main.private_cluster_config[0].enable_private_nodes
    error_message = "The internet reaches neither the Kubernetes API nor a machine."
  }

  assert {
    condition     = google_container_cluster.main.database_encryption[0].state == "ENCRYPTED"
    error_message = "Secrets are encrypted."
  }

  assert {
    condition     = google_container_node_pool.broker.autoscaling[0].min_node_count == 1 && length(google_container_node_pool.broker.node_locations) == 3
    error_message = "The plan has 1 machines for broker in each of 3 zones."
  }

  assert {
    condition     = google_container_node_pool.broker.node_config[0].machine_type == "e2-standard-2"
    error_message = "The plan has machines of type e2-standard-2 for broker."
  }

  assert {
    condition     = one(google_container_node_pool.broker.node_config[0].taint).value == "broker" && google_container_node_pool.broker.node_config[0].labels["kafka-scaffold.io/pool"] == "broker"
    error_message = "Machines for broker take no other pods."
  }

  assert {
    condition     = google_container_node_pool.general.autoscaling[0].min_node_count == 1 && length(google_container_node_pool.general.node_locations) == 3
    error_message = "The plan has 1 machines for general in each of 3 zones."
  }

  assert {
    condition     = google_container_node_pool.general.node_config[0].machine_type == "e2-standard-4"
    error_message = "The plan has machines of type e2-standard-4 for general."
  }

  assert {
    condition     = google_storage_bucket.tiered.public_access_prevention == "enforced"
    error_message = "Old segments are not public."
  }
}

run "refuses_a_project_that_is_none" {
  command = plan

  variables {
    project_id = "Kafka 1"
  }

  expect_failures = [var.project_id]
}

run "refuses_the_whole_internet" {
  command = plan

  variables {
    api_cidrs = ["0.0.0.0/0"]
  }

  expect_failures = [var.api_cidrs]
}

run "refuses_a_private_network_that_is_none" {
  command = plan

  variables {
    api_private_cidrs = ["vpn"]
  }

  expect_failures = [var.api_private_cidrs]
}

run "refuses_an_administrator_without_a_kind" {
  command = plan

  variables {
    admin_members = ["nobody@example.com"]
  }

  expect_failures = [var.admin_members]
}
