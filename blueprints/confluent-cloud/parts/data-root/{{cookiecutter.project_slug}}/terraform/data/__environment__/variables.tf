{% import "terraform.j2" as tf %}
{% import "control.j2" as control %}
{% set details = environment.details %}
{% set cloud = plan.answers.cloud.provider %}
{% set asking = details.connectors | selectattr("fill_ins") | list %}
{{ tf.header("What the plan cannot know, or what changes between two applies. Values go into terraform.tfvars; everything decided is a plain value in its place.") }}
{% if environment.topics %}

variable "adopted_topics" {
  description = "Topics that exist already and are taken over as they are at the next apply (main.tf)."
  type        = set(string)
  default     = []

  validation {
    condition     = length(setsubtract(var.adopted_topics, {{ environment.topics | map(attribute="name") | list | hcl }})) == 0
    error_message = "adopted_topics names a topic that cluster/topics.tf does not have."
  }
}
{% endif %}
{% if cloud == "aws" %}

variable "allowed_account_ids" {
  description = "AWS accounts whose secrets this environment may read; empty allows any."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.allowed_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "allowed_account_ids must be account ids of 12 digits."
  }
}
{% endif %}
{% if asking %}

variable "connectors" {
  description = "What only a connector's owner knows, by connector; one is made when it is here. Passwords and keys belong into the secret that cluster/connectors.tf names."
  type = map(object({
{% set fields = asking | map(attribute="fill_ins") | sum(start=[]) | unique | sort %}
{% set pairs = [] %}
{% for field in fields %}{% if pairs.append((field, "optional(string)")) %}{% endif %}{% endfor %}
{{ tf.arguments(pairs, 4) }}
  }))
  default = {}
}
{% endif %}
{% if details.flink %}

variable "flink_stopped" {
  description = "Statements that stand still, by file name without .sql. A stopped statement costs nothing and goes on where it was."
  type        = set(string)
  default     = []
}
{% endif %}

variable "keys_secret" {
  description = "The secret that holds the keys of this root, as the control plane named it."
  type        = string
  default     = {{ control.secret(plan, environment, "data-plane") | hcl }}
}
{% if details.recovery and details.recovery.topics %}

variable "mirror_status" {
  description = "What the topics on the standby cluster are: ACTIVE follows this cluster, PAUSED waits, PROMOTED takes over once nothing is missing, FAILED_OVER takes over at once. There is no way back from the last two."
  type        = string
  default     = "ACTIVE"
}
{% endif %}
{% if details.connectors %}

variable "paused_connectors" {
  description = "Connectors that stand still; they keep their positions."
  type        = set(string)
  default     = []
}
{% endif %}
{% if cloud == "gcp" %}

variable "project_id" {
  description = "Google Cloud project whose secrets this environment reads; without it GOOGLE_PROJECT decides."
  type        = string
  default     = null

  validation {
    condition     = var.project_id == null || can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id must be the id of a project, not its name or number."
  }
}
{% endif %}
{% if cloud == "azure" %}

variable "subscription_id" {
  description = "Azure subscription whose vault this environment reads; without it ARM_SUBSCRIPTION_ID decides."
  type        = string
  default     = null

  validation {
    condition     = var.subscription_id == null || can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", lower(var.subscription_id)))
    error_message = "subscription_id must be the id of a subscription, not its name."
  }
}
{% endif %}
