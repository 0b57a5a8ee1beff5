{% import "terraform.j2" as tf %}
{{ tf.header("Confluent Cloud, signed in to by CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET of whoever runs this. Nothing here reaches Kafka itself, so it runs anywhere.") }}

provider "confluent" {}
