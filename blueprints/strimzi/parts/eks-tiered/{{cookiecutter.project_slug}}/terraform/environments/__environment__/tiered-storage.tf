{% import "terraform.j2" as tf %}
{% import "eks.j2" as eks %}
{% set details = environment.details %}
{{ tf.header("The bucket that old segments of topics are moved to, and the brokers' access to it. Kafka deletes what its retention says; losing the bucket loses those records.") }}

{{ eks.bucket(plan, environment, "tiered", "Lets brokers move segments to their bucket and read them back", "kafka-" ~ details.kubernetes_name ~ "-tiered", details.cluster_name ~ "-kafka", "Segments never change, and an old version would keep what retention has deleted", "kafka-" ~ details.kubernetes_name ~ "-tiered") }}
