{% import "terraform.j2" as tf %}
{{ tf.header("Settings of the brokers, which Dedicated clusters alone let anybody change.") }}

resource "confluent_kafka_cluster_config" "main" {
  config = {
{% for config in environment.details.cluster_config %}
    {{ config.reason | wrap(100, "    # ") | trim }}
    {{ config.name | hcl }} = {{ tf.text(config.value) }}
{% endfor %}
  }
}
