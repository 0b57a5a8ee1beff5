{% import "terraform.j2" as tf %}
{{ tf.header("What the plan cannot know, or what changes between two applies. Values go into terraform.tfvars; everything decided is a plain value in its place.") }}

variable "addon_versions" {
  description = "Versions that EKS add-ons are pinned to, by name; the others have EKS's default for this Kubernetes."
  type        = map(string)
  default     = {}

  validation {
    condition     = length(setsubtract(keys(var.addon_versions), ["aws-ebs-csi-driver", "coredns", "eks-pod-identity-agent", "kube-proxy", "vpc-cni"])) == 0
    error_message = "addon_versions names an add-on that is not in addons.tf."
  }
}

variable "admin_role_arns" {
  description = "IAM roles of people and pipelines that administer Kubernetes, beside the one that applies this first."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.admin_role_arns : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/.+$", arn))])
    error_message = "admin_role_arns must be ARNs of IAM roles."
  }
}

variable "allowed_account_ids" {
  description = "AWS accounts this environment may be applied to; empty allows any."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.allowed_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "allowed_account_ids must be account ids of 12 digits."
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
  description = "Networks beyond this one, such as a VPN's, that may reach the Kubernetes API from inside."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for cidr in var.api_private_cidrs : can(cidrhost(cidr, 0)) && cidr != "0.0.0.0/0"])
    error_message = "api_private_cidrs must be networks such as 10.8.0.0/16."
  }
}
