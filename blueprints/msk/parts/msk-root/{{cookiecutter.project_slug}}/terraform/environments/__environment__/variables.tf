{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set adopt = environment.environment.adopt %}
{% set alerts = plan.answers.monitoring.alerts if plan.flags.alerts else [] %}
{{ tf.header("What the plan cannot know, or what changes between two applies. Values go into terraform.tfvars; everything decided is a plain value in its place.") }}
{% if plan.flags.acls %}

variable "acls_enforced" {
  description = "Whether a topic without an ACL is closed. Set it after access/apply.sh has granted the first ones."
  type        = bool
  default     = false
}
{% endif %}
{% if adopt %}

variable "adopt_existing" {
  description = "Whether to import the existing cluster (imports.tf). Only tests turn it off."
  type        = bool
  default     = true
}
{% endif %}
{% if "email" in alerts %}

variable "alert_emails" {
  description = "Addresses that alarms are sent to; each must confirm once."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.alert_emails : can(regex("^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$", address))])
    error_message = "alert_emails must be e-mail addresses."
  }
}
{% endif %}

variable "allowed_account_ids" {
  description = "AWS accounts this environment may be applied to; empty allows any."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.allowed_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "allowed_account_ids must be account ids of 12 digits."
  }
}
{% if plan.flags.iam %}

variable "application_roles" {
  description = "Name of the IAM role of an application, by application; its policies are attached to it."
  type        = map(string)
  default     = {}

  validation {
    condition     = length(setsubtract(keys(var.application_roles), {{ details.access | map(attribute="application") | unique | list | hcl }})) == 0
    error_message = "application_roles names an application that has no access in this environment."
  }
}
{% endif %}
{% if plan.flags.connect %}

variable "connectors" {
  description = "What a connector needs from outside, by its name: the plugin's ZIP in S3, and for a source the secret and the networks of its database."
  type = map(object({
    plugin_bucket_arn = string
    plugin_key        = string
    plugin_version    = optional(string)
    secret_name       = optional(string)
    database_cidrs    = optional(list(string), [])
  }))
  default = {}

  validation {
    condition     = length(setsubtract(keys(var.connectors), {{ details.connectors | map(attribute="name") | list | hcl }})) == 0
    error_message = "connectors names a connector that is not in this environment."
  }
{% for connector in details.connectors if connector.plugin == "debezium-postgres" %}

  validation {
    condition     = try(can(regex("^[A-Za-z0-9/_+=.@-]+$", var.connectors[{{ connector.name | hcl }}].secret_name)) || !contains(keys(var.connectors), {{ connector.name | hcl }}), true)
    error_message = {{ (connector.name ~ " needs secret_name, the name (not the ARN) of the secret with its database's credentials.") | hcl }}
  }
{% endfor %}
}
{% endif %}
{% if "firehose" in details.log_destinations %}

variable "log_delivery_stream" {
  description = "Name of the Firehose stream that takes broker logs."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]{1,64}$", var.log_delivery_stream))
    error_message = "log_delivery_stream must be the name of a Firehose stream."
  }
}
{% endif %}
{% if "pagerduty" in alerts %}

variable "pagerduty_endpoint" {
  description = "Address of PagerDuty's Amazon CloudWatch integration. It lets anybody raise incidents: pass it as TF_VAR_pagerduty_endpoint."
  type        = string
  default     = null
  sensitive   = true

  validation {
    condition     = var.pagerduty_endpoint == null || can(regex("^https://", var.pagerduty_endpoint))
    error_message = "pagerduty_endpoint must begin with https://."
  }
}
{% endif %}
{% if details.public %}

variable "public_access_enabled" {
  description = "Whether brokers are reachable from the internet. MSK refuses it while a cluster is created, so set it after the first apply."
  type        = bool
  default     = false
}
{% endif %}
{% if plan.flags.scram %}

variable "scram_password_versions" {
  description = "Raise a user's number to write a new password (docs/runbooks/credential-rotation.md); who is absent has 1."
  type        = map(number)
  default     = {}

  validation {
    condition     = alltrue([for version in values(var.scram_password_versions) : version >= 1 && floor(version) == version])
    error_message = "scram_password_versions must be whole numbers from 1."
  }
}
{% endif %}
{% if "slack" in alerts %}

variable "slack" {
  description = "Slack workspace and channel that alarms are shown in."
  type = object({
    team_id    = string
    channel_id = string
  })
  default = null

  validation {
    condition     = var.slack == null || can(regex("^T[A-Z0-9]+$", var.slack.team_id)) && can(regex("^[CG][A-Z0-9]+$", var.slack.channel_id))
    error_message = "slack.team_id begins with T and slack.channel_id with C or G."
  }
}
{% endif %}
