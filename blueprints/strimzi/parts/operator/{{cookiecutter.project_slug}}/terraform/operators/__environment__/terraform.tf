{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set clouds = {"eks": ("aws", "~> 6.69"), "gke": ("google", "~> 8.7"), "aks": ("azurerm", "~> 5.10")} %}
{{ tf.header("The versions this was tested with: the oldest and the newest Terraform, one series of each provider.") }}

terraform {
  required_version = ">= 1.11, < 2.0"

  required_providers {
{% if details.kubernetes in clouds %}
    {{ clouds[details.kubernetes][0] }} = {
      source  = "hashicorp/{{ clouds[details.kubernetes][0] }}"
      version = "{{ clouds[details.kubernetes][1] }}"
    }
{% endif %}
    helm = {
      source  = "hashicorp/helm"
      version = "~> 3.3"
    }
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = "~> 3.4"
    }
{% if details.drain_cleaner_version %}
    tls = {
      source  = "hashicorp/tls"
      version = "~> 4.4"
    }
{% endif %}
  }
}
