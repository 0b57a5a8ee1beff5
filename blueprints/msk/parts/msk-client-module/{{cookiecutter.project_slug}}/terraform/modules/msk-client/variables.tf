{% import "terraform.j2" as tf %}
{{ tf.header("What the module must be told.") }}

variable "client_security_group_ids" {
  description = "Security groups of the clients, by a name of your choice."
  type        = map(string)
}

variable "cluster_arn" {
  description = "ARN of the cluster: output cluster_arn of its environment."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kafka:[a-z0-9-]+:[0-9]{12}:cluster/", var.cluster_arn))
    error_message = "cluster_arn must be the ARN of an MSK cluster."
  }
}

variable "name" {
  description = "Name of the client's network, at most 40 characters."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{0,39}$", var.name))
    error_message = "name must be lower-case letters, digits and hyphens, at most 40 characters."
  }
}

variable "subnet_ids" {
  description = "Subnets of the clients: as many as the cluster has, in the same zones (by zone id)."
  type        = set(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids must hold one subnet for each zone of the cluster."
  }
}

variable "vpc_id" {
  description = "Network of the clients."
  type        = string
}
