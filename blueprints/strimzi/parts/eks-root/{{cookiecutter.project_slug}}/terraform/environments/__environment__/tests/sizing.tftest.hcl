{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set network = environment.environment.network %}
{% set region = plan.answers.cloud.region %}
{{ tf.header("The plan's numbers, as Terraform sees them. Needs no account: terraform test.") }}

mock_provider "aws" {
  mock_data "aws_availability_zones" {
    defaults = {
      names = [{% for letter in "abcdef" %}"{{ region | hcl_in }}{{ letter }}"{{ "" if loop.last else ", " }}{% endfor %}]
    }
  }

  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "123456789012"
    }
  }

  mock_data "aws_iam_policy_document" {
    defaults = {
      json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
    }
  }

  mock_data "aws_partition" {
    defaults = {
      partition = "aws"
    }
  }
{% if network.cidr is not defined %}

  mock_data "aws_vpc" {
    defaults = {
      cidr_block = "10.0.0.0/16"
    }
  }
{% endif %}
}
{% if network.subnets is defined %}
{% for subnet in network.subnets %}

override_data {
  target = data.aws_subnet.nodes[{{ subnet | hcl }}]
  values = {
    vpc_id            = {{ network.vpc | hcl }}
    availability_zone = "{{ region | hcl_in }}{{ "abcdef"[loop.index0] }}"
  }
}
{% endfor %}
{% endif %}

run "sizing" {
  command = plan
{% macro assert(condition, message) %}

  assert {
    condition     = {{ condition }}
    error_message = {{ message | hcl }}
  }
{%- endmacro %}
{{ assert("aws_eks_cluster.main.version == " ~ (details.kubernetes_version.value | hcl), "The plan runs Kubernetes " ~ details.kubernetes_version.value ~ ".") }}
{{ assert("aws_eks_cluster.main.vpc_config[0].endpoint_private_access && !aws_eks_cluster.main.vpc_config[0].endpoint_public_access", "The internet does not reach the Kubernetes API.") }}
{{ assert("contains(aws_eks_cluster.main.encryption_config[0].resources, \"secrets\")", "Secrets are encrypted.") }}
{{ assert("length(aws_eks_cluster.main.enabled_cluster_log_types) == 5", "Every log of the control plane is kept.") }}
{% for group in details.machines %}
{% set label = group.name | hcl_label %}
{{ assert("length(aws_eks_node_group." ~ label ~ ") == " ~ group.zones ~ " && alltrue([for group in aws_eks_node_group." ~ label ~ " : group.scaling_config[0].desired_size == " ~ group.per_zone ~ "])", "The plan has " ~ group.per_zone ~ " machines for " ~ group.name ~ " in each of " ~ group.zones ~ " zones.") }}
{{ assert("aws_launch_template." ~ label ~ ".instance_type == " ~ (group.machine | hcl), "The plan has machines of type " ~ group.machine ~ " for " ~ group.name ~ ".") }}
{{ assert("aws_launch_template." ~ label ~ ".metadata_options[0].http_tokens == \"required\" && tobool(aws_launch_template." ~ label ~ ".block_device_mappings[0].ebs[0].encrypted)", "Machines for " ~ group.name ~ " have encrypted disks and give their credentials to no stranger.") }}
{% if group.dedicated %}
{{ assert("alltrue([for group in aws_eks_node_group." ~ label ~ " : one(group.taint).value == " ~ (group.dedicated | hcl) ~ " && group.labels[\"kafka-scaffold.io/pool\"] == " ~ (group.dedicated | hcl) ~ "])", "Machines for " ~ group.name ~ " take no other pods.") }}
{% endif %}
{% endfor %}
{% if details.tiered %}
{{ assert("aws_s3_bucket_public_access_block.tiered.restrict_public_buckets", "Old segments are not public.") }}
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
{{ refused("refuses_an_account_that_is_none", "allowed_account_ids", '["12345"]') }}
{{ refused("refuses_an_unknown_addon", "addon_versions", '{ nobody-knows-it = "v1" }') }}
{{ refused("refuses_the_whole_internet", "api_cidrs", '["0.0.0.0/0"]') }}
{{ refused("refuses_a_private_network_that_is_none", "api_private_cidrs", '["vpn"]') }}
{{ refused("refuses_an_administrator_that_is_no_role", "admin_role_arns", '["nobody"]') }}
