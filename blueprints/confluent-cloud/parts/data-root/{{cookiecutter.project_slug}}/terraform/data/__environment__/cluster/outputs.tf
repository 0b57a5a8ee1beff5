{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("What the root above hands on.") }}
{% if details.connectors %}

output "connectors" {
  description = "Connectors that exist, by name."
  value       = merge({% for connector in details.connectors %}{% if connector.fill_ins %}{ for name, connector in confluent_connector.{{ connector.name | hcl_label }} : name => connector.id }{% else %}{ {{ connector.name | hcl }} = confluent_connector.{{ connector.name | hcl_label }}.id }{% endif %}{{ "" if loop.last else ", " }}{% endfor %})
}
{% endif %}
{% if details.recovery and details.recovery.topics %}

output "mirror_topics" {
  description = "Topics on the standby cluster and what each of them is: ACTIVE follows, STOPPED has been taken over."
  value       = { for name, topic in confluent_kafka_mirror_topic.main : name => topic.status }
}
{% endif %}
{% if details.schemas %}

output "schema_ids" {
  description = "Id of the latest version of each subject that is registered here."
  value       = { for subject, schema in confluent_schema.main : subject => schema.schema_identifier }
}
{% endif %}
{% if environment.topics %}

output "topics" {
  description = "Partitions of each topic."
  value       = { for name, topic in confluent_kafka_topic.main : name => topic.partitions_count }
}
{% endif %}
