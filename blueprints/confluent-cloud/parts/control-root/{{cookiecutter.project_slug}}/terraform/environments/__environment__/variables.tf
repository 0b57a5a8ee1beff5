{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set keyed = details.keyed | map(attribute="name") | list %}
{% set own = ["data-plane"] + (["link"] if details.recovery else []) + ["metrics"] %}
{% set pooled = details.identities | rejectattr("role", "equalto", "connector") | map(attribute="name") | list if details.sign_in != "api-key" else [] %}
{% set topics = environment.topics | map(attribute="name") | list %}
{{ tf.header("What the plan cannot know, or what changes between two applies. Values go into terraform.tfvars; everything decided is a plain value in its place.") }}
{% if details.provider == "aws" %}

variable "allowed_account_ids" {
  description = "AWS accounts this environment may be applied to; empty allows any."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.allowed_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "allowed_account_ids must be account ids of 12 digits."
  }
}
{% endif %}
{% if details.sign_in == "mtls" %}

variable "certificate_authority" {
  description = "Certificates, in PEM, of who signs clients' certificates. They are no secret; the key that signs is, and never comes here."
  type        = string

  validation {
    condition     = startswith(trimspace(var.certificate_authority), "-----BEGIN CERTIFICATE-----") && !strcontains(var.certificate_authority, "PRIVATE KEY")
    error_message = "certificate_authority must be certificates in PEM, without any private key."
  }
}

variable "certificate_filters" {
  description = "Which certificates are an application's, in Common Expression Language, by application; who is absent has its account's name as CN."
  type        = map(string)
  default     = {}

  validation {
    condition     = length(setsubtract(keys(var.certificate_filters), {{ pooled | hcl }})) == 0
    error_message = "certificate_filters names an application that has no certificate in this environment."
  }
}

variable "certificate_revocation_url" {
  description = "Where Confluent Cloud fetches the list of revoked certificates; with it, a certificate that no list covers is refused."
  type        = string
  default     = null

  validation {
    condition     = var.certificate_revocation_url == null || can(regex("^https?://", var.certificate_revocation_url))
    error_message = "certificate_revocation_url must be a URL."
  }
}
{% endif %}
{% if details.flink %}
{% for name, what in (("flink_reads", "read"), ("flink_writes", "read and write")) %}

variable "{{ name }}" {
  description = "Topics that Flink statements {{ what }}."
  type        = set(string)
  default     = []

  validation {
    condition     = length(setsubtract(var.{{ name }}, {{ topics | hcl }})) == 0
    error_message = "{{ name }} names a topic that is not in this environment."
  }
}
{% endfor %}
{% endif %}
{% if details.sign_in == "oauth" %}

variable "identity_filters" {
  description = "Which tokens are an application's, in Common Expression Language, by application."
  type        = map(string)

  validation {
    condition     = toset(keys(var.identity_filters)) == toset({{ pooled | hcl }})
    error_message = "identity_filters must have each of {{ pooled | join(", ") | hcl_in }}, and nobody else."
  }

  validation {
    condition     = alltrue([for filter in values(var.identity_filters) : strcontains(filter, "claims.")]) && length(distinct(values(var.identity_filters))) == length(var.identity_filters)
    error_message = "Each of identity_filters must look at a claim, and no two may be the same."
  }
}

variable "identity_provider" {
  description = "Who issues the tokens, where its keys are, and the claim that tells in audit logs who somebody is."
  type = object({
    issuer   = string
    jwks_uri = string
    claim    = optional(string, "claims.sub")
  })

  validation {
    condition     = startswith(var.identity_provider.issuer, "https://") && startswith(var.identity_provider.jwks_uri, "https://")
    error_message = "identity_provider.issuer and identity_provider.jwks_uri must begin with https://."
  }
}
{% endif %}

variable "key_generations" {
  description = "Generations of API keys that live, by owner: {{ (keyed + own) | join(", ") | hcl_in }}. The last is handed out; who is absent has [1] (docs/runbooks/key-rotation.md)."
  type        = map(list(number))
  default     = {}

  validation {
    condition     = length(setsubtract(keys(var.key_generations), {{ (keyed + own) | hcl }})) == 0
    error_message = "key_generations names somebody who has no keys in this environment."
  }

  validation {
    condition = alltrue([
      for generations in values(var.key_generations) :
      length(generations) >= 1 && length(generations) <= {{ details.keys_at_once }} && length(distinct(generations)) == length(generations)
    ])
    error_message = "Each of key_generations needs 1 to {{ details.keys_at_once }} generations, all different."
  }

  validation {
    condition     = alltrue([for generation in flatten(values(var.key_generations)) : generation >= 1 && floor(generation) == generation])
    error_message = "key_generations must be whole numbers from 1."
  }
}
{% if details.own_key and details.provider == "azure" %}

variable "key_principal_id" {
  description = "Object id, in this directory, of the application that Confluent uses the key as; the top of key.tf tells where it comes from."
  type        = string
  default     = null

  validation {
    condition     = var.key_principal_id == null || can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.key_principal_id))
    error_message = "key_principal_id must be an object id."
  }
}
{% endif %}
{% if details.provider == "azure" %}

variable "pipeline_cidrs" {
  description = "Addresses on the internet that Terraform runs from, which may reach the key vault. A single address has no /32."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for cidr in var.pipeline_cidrs : can(cidrhost(strcontains(cidr, "/") ? cidr : "${cidr}/32", 0)) && !endswith(cidr, "/31") && !endswith(cidr, "/32") && cidr != "0.0.0.0/0"])
    error_message = "pipeline_cidrs must be addresses such as 203.0.113.7 or networks such as 203.0.113.0/24, and not the whole internet."
  }
}
{% endif %}
{% if details.provider == "gcp" %}

variable "project_id" {
  description = "Google Cloud project this environment is in; without it GOOGLE_PROJECT decides."
  type        = string
  default     = null

  validation {
    condition     = var.project_id == null || can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id must be the id of a project, not its name or number."
  }
}
{% endif %}

variable "secret_readers" {
{% if details.provider == "aws" %}
  description = "ARNs of IAM roles that may read a secret, by secret: an application, {{ own | join(", ") }}."
{% elif details.provider == "gcp" %}
  description = "Who may read a secret, as IAM writes them, by secret: an application, {{ own | join(", ") }}."
{% else %}
  description = "Object ids of service principals and managed identities that may read a secret, by secret: an application, {{ own | join(", ") }}."
{% endif %}
  type        = map(set(string))
  default     = {}

  validation {
    condition     = length(setsubtract(keys(var.secret_readers), {{ (keyed + own) | hcl }})) == 0
    error_message = "secret_readers names a secret that is not in this environment."
  }

  validation {
{% if details.provider == "aws" %}
    condition     = alltrue([for arn in flatten([for readers in values(var.secret_readers) : tolist(readers)]) : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/.+$", arn))])
    error_message = "secret_readers must be ARNs of IAM roles."
{% elif details.provider == "gcp" %}
    condition     = alltrue([for member in flatten([for readers in values(var.secret_readers) : tolist(readers)]) : can(regex("^(group|serviceAccount|user):[^@[:space:]]+@[^@[:space:]]+$", member)) || startswith(member, "principal")])
    error_message = "secret_readers must be like serviceAccount:orders@project.iam.gserviceaccount.com."
{% else %}
    condition     = alltrue([for id in flatten([for readers in values(var.secret_readers) : tolist(readers)]) : can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", id))])
    error_message = "secret_readers must be object ids."
{% endif %}
  }
}
{% if details.provider == "azure" %}

variable "subscription_id" {
  description = "Subscription this environment is in; without it ARM_SUBSCRIPTION_ID decides."
  type        = string
  default     = null

  validation {
    condition     = var.subscription_id == null || can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.subscription_id))
    error_message = "subscription_id must be the id of a subscription."
  }
}

variable "vault_subnet_ids" {
  description = "Subnets that may reach the key vault with the secrets; each needs the service endpoint Microsoft.KeyVault."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.vault_subnet_ids : can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/virtualNetworks/[^/]+/subnets/[^/]+$", id))])
    error_message = "vault_subnet_ids must be ids of subnets."
  }
}
{% endif %}
{% include "control_network_variables.j2" ignore missing %}
