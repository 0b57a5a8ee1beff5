{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("What the plan cannot know, or what changes between two applies. Values go into terraform.tfvars; everything decided is a plain value in its place.") }}
{% if details.kubernetes == "eks" %}

variable "allowed_account_ids" {
  description = "AWS accounts this environment may be applied to; empty allows any."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.allowed_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "allowed_account_ids must be account ids of 12 digits."
  }
}
{% elif details.kubernetes == "gke" %}

variable "project_id" {
  description = "Google Cloud project this environment is in; without it GOOGLE_PROJECT decides."
  type        = string
  default     = null

  validation {
    condition     = var.project_id == null || can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id must be the id of a project, not its name or number."
  }
}
{% elif details.kubernetes == "aks" %}

variable "subscription_id" {
  description = "Azure subscription this environment is in; without it ARM_SUBSCRIPTION_ID decides."
  type        = string
  default     = null

  validation {
    condition     = var.subscription_id == null || can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", lower(var.subscription_id)))
    error_message = "subscription_id must be the id of a subscription, not its name."
  }
}
{% else %}

variable "install_operator" {
  description = "Whether this installs the operator; false where the cluster has one already, which must watch {{ details.namespace }}."
  type        = bool
  default     = true
}

variable "kube_context" {
  description = "Context of the kubeconfig that is this environment's cluster."
  type        = string

  validation {
    condition     = length(trimspace(var.kube_context)) > 0
    error_message = "kube_context must name a context: kubectl config get-contexts lists them."
  }
}

variable "kubeconfig" {
  description = "Path of the kubeconfig."
  type        = string
  default     = "~/.kube/config"
}

variable "watched_namespaces" {
  description = "Namespaces whose Kafka clusters the operator runs; each must exist. One operator serves every environment of a cluster."
  type        = list(string)
  default     = [{{ details.namespace | hcl }}]

  validation {
    condition     = contains(var.watched_namespaces, {{ details.namespace | hcl }})
    error_message = "watched_namespaces must hold {{ details.namespace | hcl_in }}, this environment's own."
  }
}
{% endif %}
