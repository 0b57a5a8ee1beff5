# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# What the plan cannot know, or what changes between two applies. Values go into terraform.tfvars; everything
# decided is a plain value in its place.

variable "admin_members" {
  description = "People and pipelines that administer Kubernetes, as IAM writes them: group:, user: or serviceAccount: and an address."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for member in var.admin_members : can(regex("^(group|serviceAccount|user):[^@[:space:]]+@[^@[:space:]]+$", member))])
    error_message = "admin_members must be like group:kafka-on-call@example.com."
  }
}

variable "api_cidrs" {
  description = "Networks on the internet that may reach the Kubernetes API; none leaves it to the network itself, so run the later steps from there."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for cidr in var.api_cidrs : can(cidrhost(cidr, 0)) && cidr != "0.0.0.0/0"])
    error_message = "api_cidrs must be networks such as 203.0.113.0/24, and not the whole internet."
  }
}

variable "api_private_cidrs" {
  description = "Networks beyond this subnet, such as a VPN's, that may reach the Kubernetes API from inside."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for cidr in var.api_private_cidrs : can(cidrhost(cidr, 0)) && cidr != "0.0.0.0/0"])
    error_message = "api_private_cidrs must be networks such as 10.8.0.0/16."
  }
}

variable "project_id" {
  description = "Google Cloud project this environment is in; without it GOOGLE_PROJECT decides."
  type        = string
  default     = null

  validation {
    condition     = var.project_id == null || can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id must be the id of a project, not its name or number."
  }
}
