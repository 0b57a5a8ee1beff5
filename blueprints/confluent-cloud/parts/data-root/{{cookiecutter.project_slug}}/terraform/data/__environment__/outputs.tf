{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("What pipelines and people need to know.") }}
{% if details.connectors %}

output "connectors" {
  description = "Connectors that exist, by name."
  value       = module.cluster.connectors
}
{% endif %}

output "kafka_rest_endpoint" {
  description = "Where topics{{ " and access" if details.acl_holders else "" }} of this environment are changed."
  value       = local.kafka.rest_endpoint
}
{% if details.recovery and details.recovery.topics %}

output "mirror_topics" {
  description = "Topics on the standby cluster and what each of them is: ACTIVE follows, STOPPED has been taken over."
  value       = module.cluster.mirror_topics
}
{% endif %}
{% if details.schemas %}

output "schema_ids" {
  description = "Id of the latest version of each subject that is registered here."
  value       = module.cluster.schema_ids
}
{% endif %}
{% if environment.topics %}

output "topics" {
  description = "Partitions of each topic."
  value       = module.cluster.topics
}
{% endif %}
