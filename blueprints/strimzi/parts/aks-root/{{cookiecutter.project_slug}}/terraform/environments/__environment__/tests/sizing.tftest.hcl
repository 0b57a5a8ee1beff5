{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set network = environment.environment.network %}
{% set general = details.machines | selectattr("name", "equalto", "general") | first %}
{{ tf.header("The plan's numbers, as Terraform sees them. Needs no account: terraform test.") }}

mock_provider "azurerm" {
  mock_data "azurerm_client_config" {
    defaults = {
      object_id       = "11111111-1111-1111-1111-111111111111"
      subscription_id = "00000000-0000-0000-0000-000000000000"
      tenant_id       = "22222222-2222-2222-2222-222222222222"
    }
  }
{% if network.cidr is not defined %}

  mock_data "azurerm_subnet" {
    defaults = {
      id = {{ network.subnets[0] | hcl }}
    }
  }
{% endif %}
}

run "sizing" {
  command = plan
{% macro assert(condition, message) %}

  assert {
    condition     = {{ condition }}
    error_message = {{ message | hcl }}
  }
{%- endmacro %}
{% set pool = "azurerm_kubernetes_cluster.main.default_node_pool[0]" %}
{{ assert("azurerm_kubernetes_cluster.main.kubernetes_version == " ~ (details.kubernetes_version.value | hcl), "The plan runs Kubernetes " ~ details.kubernetes_version.value ~ ".") }}
{{ assert("azurerm_kubernetes_cluster.main.private_cluster_enabled && azurerm_kubernetes_cluster.main.local_account_disabled", "The internet does not reach the Kubernetes API, and everybody signs in.") }}
{{ assert("azurerm_kubernetes_cluster.main.sku_tier == \"Standard\"", "The Kubernetes API has an uptime promise.") }}
{{ assert(pool ~ ".min_count == " ~ general.per_zone ~ " * " ~ general.zones ~ " && length(" ~ pool ~ ".zones) == " ~ general.zones, "The plan has " ~ general.per_zone ~ " machines for everything else in each of " ~ general.zones ~ " zones.") }}
{{ assert(pool ~ ".vm_size == " ~ (general.machine | hcl), "The plan has machines of type " ~ general.machine ~ " for everything else.") }}
{% for group in details.machines if group.name != "general" %}
{% set label = "azurerm_kubernetes_cluster_node_pool." ~ (group.name | hcl_label) %}
{{ assert("length(" ~ label ~ ") == " ~ group.zones ~ " && alltrue([for pool in " ~ label ~ " : pool.min_count == " ~ group.per_zone ~ "])", "The plan has " ~ group.per_zone ~ " machines for " ~ group.name ~ " in each of " ~ group.zones ~ " zones.") }}
{{ assert("alltrue([for pool in " ~ label ~ " : pool.vm_size == " ~ (group.machine | hcl) ~ "])", "The plan has machines of type " ~ group.machine ~ " for " ~ group.name ~ ".") }}
{% if group.dedicated %}
{{ assert("alltrue([for pool in " ~ label ~ " : contains(pool.node_taints, " ~ (("kafka-scaffold.io/pool=" ~ group.dedicated ~ ":NoSchedule") | hcl) ~ ") && pool.node_labels[\"kafka-scaffold.io/pool\"] == " ~ (group.dedicated | hcl) ~ "])", "Machines for " ~ group.name ~ " take no other pods.") }}
{% endif %}
{% endfor %}
{% if details.tiered %}
{{ assert("!azurerm_storage_account.tiered.allow_nested_items_to_be_public && !azurerm_storage_account.tiered.shared_access_key_enabled && azurerm_storage_account.tiered.min_tls_version == \"TLS1_2\"", "Old segments are not public, and only who signs in reads them.") }}
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
{{ refused("refuses_a_subscription_that_is_none", "subscription_id", '"kafka"') }}
{{ refused("refuses_the_whole_internet", "api_cidrs", '["0.0.0.0/0"]') }}
{{ refused("refuses_an_administrator_by_name", "admin_group_ids", '["kafka-on-call"]') }}
{% if details.own_key or details.tiered %}
{{ refused("refuses_a_pipeline_that_is_everywhere", "pipeline_cidrs", '["0.0.0.0/0"]') }}
{% endif %}
