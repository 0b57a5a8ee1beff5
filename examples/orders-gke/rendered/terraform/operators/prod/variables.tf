# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# What the plan cannot know, or what changes between two applies. Values go into terraform.tfvars; everything
# decided is a plain value in its place.

variable "project_id" {
  description = "Google Cloud project this environment is in; without it GOOGLE_PROJECT decides."
  type        = string
  default     = null

  validation {
    condition     = var.project_id == null || can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id must be the id of a project, not its name or number."
  }
}
