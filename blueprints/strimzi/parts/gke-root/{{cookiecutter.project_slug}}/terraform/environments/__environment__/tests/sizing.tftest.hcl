{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set network = environment.environment.network %}
{% set region = plan.answers.cloud.region %}
{{ tf.header("The plan's numbers, as Terraform sees them. Needs no account: terraform test.") }}

mock_provider "google" {
  mock_data "google_client_config" {
    defaults = {
      project = "kafka-test"
    }
  }

  mock_data "google_compute_zones" {
    defaults = {
      names = ["{{ region | hcl_in }}-b", "{{ region | hcl_in }}-c", "{{ region | hcl_in }}-d", "{{ region | hcl_in }}-e"]
    }
  }
{% if network.cidr is not defined %}

  mock_data "google_compute_subnetwork" {
    defaults = {
      network = "projects/kafka/global/networks/{{ network.vpc | hcl_in }}"
    }
  }
{% endif %}

  mock_data "google_project" {
    defaults = {
      number = "123456789012"
    }
  }
}

run "sizing" {
  command = plan
{% macro assert(condition, message) %}

  assert {
    condition     = {{ condition }}
    error_message = {{ message | hcl }}
  }
{%- endmacro %}
{{ assert("google_container_cluster.main.min_master_version == " ~ (details.kubernetes_version.value | hcl), "The plan runs Kubernetes " ~ details.kubernetes_version.value ~ ".") }}
{{ assert("length(google_container_cluster.main.node_locations) == " ~ details.zones, "The plan is in " ~ details.zones ~ " zones.") }}
{{ assert("google_container_cluster.main.private_cluster_config[0].enable_private_endpoint && google_container_cluster.main.private_cluster_config[0].enable_private_nodes", "The internet reaches neither the Kubernetes API nor a machine.") }}
{{ assert("google_container_cluster.main.database_encryption[0].state == \"ENCRYPTED\"", "Secrets are encrypted.") }}
{% for group in details.machines %}
{% set label = "google_container_node_pool." ~ (group.name | hcl_label) %}
{{ assert(label ~ ".autoscaling[0].min_node_count == " ~ group.per_zone ~ " && length(" ~ label ~ ".node_locations) == " ~ group.zones, "The plan has " ~ group.per_zone ~ " machines for " ~ group.name ~ " in each of " ~ group.zones ~ " zones.") }}
{{ assert(label ~ ".node_config[0].machine_type == " ~ (group.machine | hcl), "The plan has machines of type " ~ group.machine ~ " for " ~ group.name ~ ".") }}
{% if group.dedicated %}
{{ assert("one(" ~ label ~ ".node_config[0].taint).value == " ~ (group.dedicated | hcl) ~ " && " ~ label ~ ".node_config[0].labels[\"kafka-scaffold.io/pool\"] == " ~ (group.dedicated | hcl), "Machines for " ~ group.name ~ " take no other pods.") }}
{% endif %}
{% endfor %}
{% if details.tiered %}
{{ assert("google_storage_bucket.tiered.public_access_prevention == \"enforced\"", "Old segments are not public.") }}
{% endif %}
}
{% macro refused(name, variable, value) %}

run "{{ name }}" {
  command = plan

  variables {
    {{ variable }} = {{ value }}
  }

  expect_failures = [var.{{ variable }}]
}
{%- endmacro %}
{{ refused("refuses_a_project_that_is_none", "project_id", '"Kafka 1"') }}
{{ refused("refuses_the_whole_internet", "api_cidrs", '["0.0.0.0/0"]') }}
{{ refused("refuses_a_private_network_that_is_none", "api_private_cidrs", '["vpn"]') }}
{{ refused("refuses_an_administrator_without_a_kind", "admin_members", '["nobody@example.com"]') }}
