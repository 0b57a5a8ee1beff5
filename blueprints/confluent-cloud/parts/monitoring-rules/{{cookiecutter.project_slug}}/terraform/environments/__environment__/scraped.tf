{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("What Prometheus asks Confluent's Metrics API for: monitoring/prometheus/scrape.sh writes it into a scrape configuration.") }}

output "scraped" {
  description = "Ids that metrics are asked for, by job and by parameter of the Metrics API."
  value = {
    {{ ("confluent-" ~ details.cluster_name) | hcl }} = {
{% set pairs = [
  ('"resource.compute_pool.id"', "[confluent_flink_compute_pool.main.id]" if details.flink else none),
  ('"resource.kafka.id"', "[confluent_kafka_cluster.main.id]"),
  ('"resource.ksql.id"', "[confluent_ksql_cluster.main.id]" if details.ksql else none),
  ('"resource.schema_registry.id"', "[data.confluent_schema_registry_cluster.main.id]" if details.schemas else none),
] %}
{{ tf.arguments(pairs, 6) }}
    }
{% if details.recovery %}
    {{ ("confluent-" ~ details.recovery.cluster_name) | hcl }} = {
      "resource.kafka.id" = [confluent_kafka_cluster.standby.id]
    }
{% endif %}
  }
}
