{% import "terraform.j2" as tf %}
{% import "network.j2" as net %}
{% import "sides.j2" as sides with context %}
{% set side = sides.main %}
{% set details = environment.details %}
{{ tf.header("The Kafka cluster.") }}

{% include "cluster.tf" %}

{% set on_kafka = details.identities | map(attribute="bindings") | sum(start=[]) | rejectattr("kind", "in", ["cluster", "environment", "subject"]) | list %}
locals {
{% if on_kafka or details.flink or details.recovery %}
  kafka_crn = "${confluent_kafka_cluster.main.rbac_crn}/kafka=${confluent_kafka_cluster.main.id}"

{% endif %}
{{ net.endpoints(details, side) }}}
