{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set cloud = plan.answers.cloud.provider %}
{% set asking = details.connectors | selectattr("fill_ins") | list %}
{% set fields = asking | map(attribute="fill_ins") | sum(start=[]) | unique | sort %}
{{ tf.header("What the root above tells this module: ids it looked up, and what terraform.tfvars says.") }}
{% if details.connectors or details.recovery or (details.catalogued and environment.topics) %}

variable "cluster_id" {
  description = "The Kafka cluster, for example lkc-abc123."
  type        = string
}
{% endif %}
{% if asking %}

variable "connectors" {
  description = "What only a connector's owner knows, by connector; one is made when it is here."
  type = map(object({
{% set pairs = [] %}
{% for field in fields %}{% if pairs.append((field, "optional(string)")) %}{% endif %}{% endfor %}
{{ tf.arguments(pairs, 4) }}
  }))

  validation {
    condition     = length(setsubtract(keys(var.connectors), {{ asking | map(attribute="name") | list | hcl }})) == 0
    error_message = "connectors names a connector that connectors.tf does not ask about."
  }
{% for connector in asking %}

  validation {
    condition     = alltrue([for name, given in var.connectors : alltrue([for value in [{% for field in connector.fill_ins %}given.{{ field }}{{ "" if loop.last else ", " }}{% endfor %}] : value != null]) if name == {{ connector.name | hcl }}])
    error_message = {{ (connector.name ~ " needs " ~ (connector.fill_ins | join(", ")) ~ ".") | hcl }}
  }
{% endfor %}
}
{% endif %}
{% if details.connectors %}

variable "environment_id" {
  description = "The environment that the cluster is in, for example env-abc123."
  type        = string
}
{% endif %}
{% if details.flink %}

variable "flink_stopped" {
  description = "Statements that stand still, by file name without .sql."
  type        = set(string)
}
{% endif %}
{% if details.recovery %}

variable "kafka_bootstrap_endpoint" {
  description = "Where the standby reads this cluster."
  type        = string
}
{% endif %}
{% if cloud == "azure" and (details.recovery or details.connectors | selectattr("secrets") | list) %}

variable "key_vault_id" {
  description = "The vault with this environment's secrets."
  type        = string
}
{% endif %}
{% if details.recovery and details.recovery.topics %}

variable "mirror_status" {
  description = "What the topics on the standby cluster are."
  type        = string

  validation {
    condition     = contains(["ACTIVE", "PAUSED", "PROMOTED", "FAILED_OVER"], var.mirror_status)
    error_message = "mirror_status must be ACTIVE, PAUSED, PROMOTED or FAILED_OVER."
  }
}
{% endif %}
{% if details.connectors %}

variable "paused_connectors" {
  description = "Connectors that stand still."
  type        = set(string)

  validation {
    condition     = length(setsubtract(var.paused_connectors, {{ details.connectors | map(attribute="name") | list | hcl }})) == 0
    error_message = "paused_connectors names a connector that connectors.tf does not have."
  }
}
{% endif %}
{% if details.catalogued and environment.topics %}

variable "schema_registry_id" {
  description = "The Schema Registry of the environment, for example lsrc-abc123."
  type        = string
}
{% endif %}
