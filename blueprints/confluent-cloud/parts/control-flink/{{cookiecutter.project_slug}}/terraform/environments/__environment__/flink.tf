{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("The pool that Flink statements run in, and who they read and write as. The statements themselves are in terraform/data/" ~ environment.environment.name ~ ".") }}

data "confluent_organization" "main" {}

resource "confluent_flink_compute_pool" "main" {
  display_name = {{ details.flink.pool | hcl }}
  cloud        = {{ details.provider | upper | hcl }}
  region       = {{ details.region | hcl }}
{{ tf.decided("max_cfu", details.flink.max_cfu) }}

  environment {
    id = confluent_environment.main.id
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

resource "confluent_service_account" "flink" {
  display_name = {{ details.flink.identity | hcl }}
  description  = {{ ("Flink statements on " ~ details.cluster_name) | hcl }}

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

locals {
  flink_roles = merge(
    {
      # Flink writes in transactions of its own.
      "DeveloperRead/transactional-id"  = { role = "DeveloperRead", crn = "${local.kafka_crn}/transactional-id=_confluent-flink_*" }
      "DeveloperWrite/transactional-id" = { role = "DeveloperWrite", crn = "${local.kafka_crn}/transactional-id=_confluent-flink_*" }
    },
    { for topic in setunion(var.flink_reads, var.flink_writes) : "DeveloperRead/topic/${topic}" => { role = "DeveloperRead", crn = "${local.kafka_crn}/topic=${topic}" } },
    { for topic in var.flink_writes : "DeveloperWrite/topic/${topic}" => { role = "DeveloperWrite", crn = "${local.kafka_crn}/topic=${topic}" } },
    {
      for pair in setproduct(setunion(var.flink_reads, var.flink_writes), ["key", "value"]) :
      "DeveloperRead/subject/${join("-", pair)}" => { role = "DeveloperRead", crn = "${local.registry_crn}/subject=${join("-", pair)}" }
    },
  )
}

resource "confluent_role_binding" "flink" {
  for_each = local.flink_roles

  principal              = "User:${confluent_service_account.flink.id}"
  role_name              = each.value.role
  crn_pattern            = each.value.crn
  disable_wait_for_ready = true
}

# The data plane submits statements, and hands them to the account above.
resource "confluent_role_binding" "data_flink" {
  for_each = {
    "Assigner"       = "${data.confluent_organization.main.resource_name}/service-account=${confluent_service_account.flink.id}"
    "FlinkDeveloper" = confluent_environment.main.resource_name
  }

  principal   = "User:${confluent_service_account.data.id}"
  role_name   = each.key
  crn_pattern = each.value
}

data "confluent_flink_region" "main" {
  cloud  = {{ details.provider | upper | hcl }}
  region = {{ details.region | hcl }}
}

resource "confluent_api_key" "flink" {
  for_each = { for key, made in local.keys : key => made if made.owner == "data-plane" }

  display_name = "${local.key_owners[each.value.owner].display_name}-flink-${each.value.generation}"
  description  = "Generation ${each.value.generation} of ${each.value.owner} for Flink in {{ details.region | hcl_in }}"

  owner {
    id          = local.key_owners[each.value.owner].id
    api_version = local.key_owners[each.value.owner].api_version
    kind        = local.key_owners[each.value.owner].kind
  }

  managed_resource {
    id          = data.confluent_flink_region.main.id
    api_version = data.confluent_flink_region.main.api_version
    kind        = data.confluent_flink_region.main.kind

    environment {
      id = confluent_environment.main.id
    }
  }

  depends_on = [confluent_role_binding.data_flink]
}
