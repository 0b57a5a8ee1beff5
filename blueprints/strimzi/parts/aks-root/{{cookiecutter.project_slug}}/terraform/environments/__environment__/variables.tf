{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("What the plan cannot know, or what changes between two applies. Values go into terraform.tfvars; everything decided is a plain value in its place.") }}

variable "admin_group_ids" {
  description = "Object ids of Entra ID groups whose members administer Kubernetes, beside whoever applies this."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.admin_group_ids : can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", lower(id)))])
    error_message = "admin_group_ids must be object ids, not names."
  }
}

variable "api_cidrs" {
  description = "Networks on the internet that may reach the Kubernetes API; none makes a private cluster. Decide before the first apply: a change makes a new cluster."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for cidr in var.api_cidrs : can(cidrhost(cidr, 0)) && cidr != "0.0.0.0/0"])
    error_message = "api_cidrs must be networks such as 203.0.113.0/24, and not the whole internet."
  }
}
{% if details.own_key or details.tiered %}

variable "pipeline_cidrs" {
  description = "Addresses on the internet that Terraform runs from, which may reach the key vault{{ " and the storage account" if details.tiered else "" }}; machines in the subnet may anyway. A single address has no /32."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for cidr in var.pipeline_cidrs : can(cidrhost(strcontains(cidr, "/") ? cidr : "${cidr}/32", 0)) && !endswith(cidr, "/31") && !endswith(cidr, "/32") && cidr != "0.0.0.0/0"])
    error_message = "pipeline_cidrs must be addresses such as 203.0.113.7 or networks such as 203.0.113.0/24, and not the whole internet."
  }
}
{% endif %}

variable "subscription_id" {
  description = "Azure subscription this environment is in; without it ARM_SUBSCRIPTION_ID decides."
  type        = string
  default     = null

  validation {
    condition     = var.subscription_id == null || can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", lower(var.subscription_id)))
    error_message = "subscription_id must be the id of a subscription, not its name."
  }
}
