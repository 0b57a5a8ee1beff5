# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# What the plan cannot know, or what changes between two applies. Values go into terraform.tfvars; everything
# decided is a plain value in its place.

variable "allowed_account_ids" {
  description = "AWS accounts this environment may be applied to; empty allows any."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.allowed_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "allowed_account_ids must be account ids of 12 digits."
  }
}

variable "application_roles" {
  description = "Name of the IAM role of an application, by application; its policies are attached to it."
  type        = map(string)
  default     = {}

  validation {
    condition     = length(setsubtract(keys(var.application_roles), ["web", "sessions", "ads", "lake", "accounts"])) == 0
    error_message = "application_roles names an application that has no access in this environment."
  }
}

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
    condition     = length(setsubtract(keys(var.connectors), ["lake", "accounts"])) == 0
    error_message = "connectors names a connector that is not in this environment."
  }

  validation {
    condition     = try(can(regex("^[A-Za-z0-9/_+=.@-]+$", var.connectors["accounts"].secret_name)) || !contains(keys(var.connectors), "accounts"), true)
    error_message = "accounts needs secret_name, the name (not the ARN) of the secret with its database's credentials."
  }
}

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
