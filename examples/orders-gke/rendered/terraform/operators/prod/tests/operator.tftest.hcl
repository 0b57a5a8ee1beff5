# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# What is installed, as Terraform sees it. Needs no cluster: terraform test.

mock_provider "google" {
  mock_data "google_container_cluster" {
    defaults = {
      endpoint = "kubernetes.example.com"
      master_auth = [{
        client_certificate        = ""
        client_certificate_config = []
        client_key                = ""
        cluster_ca_certificate    = "bW9jaw=="
      }]
    }
  }
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

run "operators" {
  command = plan

  assert {
    condition     = helm_release.operator.version == "1.2.0" && helm_release.operator.skip_crds
    error_message = "The plan has Strimzi 1.2.0, whose resource definitions Helm does not touch."
  }

  assert {
    condition     = contains(yamldecode(helm_release.operator.values[0]).watchNamespaces, "orders-prod")
    error_message = "The operator runs the Kafka of orders-prod."
  }

  assert {
    condition     = yamldecode(helm_release.operator.values[0]).resources.limits.memory == "768Mi"
    error_message = "The plan gives the operator 768Mi."
  }

  assert {
    condition     = helm_release.drain_cleaner.version == "1.6.1"
    error_message = "The plan has the drain cleaner 1.6.1."
  }

  assert {
    condition     = helm_release.monitoring.version == "88.1.3"
    error_message = "The plan has kube-prometheus-stack 88.1.3."
  }
}

run "refuses_a_project_that_is_none" {
  command = plan

  variables {
    project_id = "Kafka 1"
  }

  expect_failures = [var.project_id]
}
