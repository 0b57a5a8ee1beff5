{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set existing = details.kubernetes == "existing" %}
{{ tf.header("What is installed, as Terraform sees it. Needs no cluster: terraform test.") }}

{% if details.kubernetes == "eks" %}
mock_provider "aws" {
  mock_data "aws_eks_cluster" {
    defaults = {
      certificate_authority = [{ data = "bW9jaw==" }]
      endpoint              = "https://kubernetes.example.com"
      vpc_config = [{
        cluster_security_group_id = "sg-0123456789abcdef0"
        control_plane_egress_mode = ""
        endpoint_private_access   = true
        endpoint_public_access    = false
        public_access_cidrs       = []
        security_group_ids        = []
        subnet_ids                = []
        vpc_id                    = "vpc-0123456789abcdef0"
      }]
    }
  }
}

{% elif details.kubernetes == "gke" %}
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

{% elif details.kubernetes == "aks" %}
mock_provider "azurerm" {
  mock_data "azurerm_kubernetes_cluster" {
    defaults = {
      kube_config = [{
        client_certificate     = ""
        client_key             = ""
        cluster_ca_certificate = "bW9jaw=="
        host                   = "https://kubernetes.example.com"
        password               = ""
        username               = ""
      }]
    }
  }
}

{% endif %}
mock_provider "helm" {}

mock_provider "kubernetes" {}
{% if existing %}

variables {
  kube_context = "test"
}
{% endif %}

run "operators" {
  command = plan
{% macro assert(condition, message) %}

  assert {
    condition     = {{ condition }}
    error_message = {{ message | hcl }}
  }
{%- endmacro %}
{% set operator = "helm_release.operator[0]" if existing else "helm_release.operator" %}
{{ assert(operator ~ ".version == " ~ (details.strimzi_version.value | hcl) ~ " && " ~ operator ~ ".skip_crds", "The plan has Strimzi " ~ details.strimzi_version.value ~ ", whose resource definitions Helm does not touch.") }}
{{ assert("contains(yamldecode(" ~ operator ~ ".values[0]).watchNamespaces, " ~ (details.namespace | hcl) ~ ")", "The operator runs the Kafka of " ~ details.namespace ~ ".") }}
{{ assert("yamldecode(" ~ operator ~ ".values[0]).resources.limits.memory == " ~ (details.operator.memory | hcl), "The plan gives the operator " ~ details.operator.memory ~ ".") }}
{% if details.drain_cleaner_version %}
{{ assert("helm_release.drain_cleaner.version == " ~ (details.drain_cleaner_version.value | hcl), "The plan has the drain cleaner " ~ details.drain_cleaner_version.value ~ ".") }}
{% endif %}
{% if details.monitoring_stack_version %}
{{ assert("helm_release.monitoring.version == " ~ (details.monitoring_stack_version.value | hcl), "The plan has kube-prometheus-stack " ~ details.monitoring_stack_version.value ~ ".") }}
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
{% if details.kubernetes == "eks" %}
{{ refused("refuses_an_account_that_is_none", "allowed_account_ids", '["12345"]') }}
{% elif details.kubernetes == "gke" %}
{{ refused("refuses_a_project_that_is_none", "project_id", '"Kafka 1"') }}
{% elif details.kubernetes == "aks" %}
{{ refused("refuses_a_subscription_that_is_none", "subscription_id", '"kafka"') }}
{% else %}
{{ refused("refuses_an_empty_context", "kube_context", '" "') }}
{{ refused("refuses_to_forget_its_own_namespace", "watched_namespaces", '["default"]') }}

run "leaves_an_operator_alone_that_is_there" {
  command = plan

  variables {
    install_operator = false
  }

  assert {
    condition     = length(helm_release.operator) == 0 && length(kubernetes_namespace_v1.operator) == 0
    error_message = "Another's operator is not touched."
  }
}
{% endif %}
