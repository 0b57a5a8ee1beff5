{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("Topics. Confluent Cloud keeps three copies of each partition; that is not for a topic to say.") }}
{% if environment.topics %}

locals {
  topics = {
{% for topic in environment.topics %}
{% if not loop.first %}

{% endif %}
    {{ topic.name | hcl }} = {
      {{ topic.reason | wrap(100, "      # ") | trim }}
      partitions = {{ topic.partitions | hcl }}
      config = {
{% for config in topic.settings %}
        {{ config.reason | wrap(100, "        # ") | trim }}
        {{ config.name | hcl }} = {{ tf.text(config.value) }}
{% endfor %}
      }
    }
{% endfor %}
  }
}

# Partitions only grow: fewer of them would mean a new, empty topic{{ ", which prevent_destroy stops" if details.protect else "" }}.
{{ (details.topics_per_apply.reason ~ ": at most " ~ details.topics_per_apply.value ~ " partitions are made or removed in five minutes" ~ (", so apply with -parallelism=" ~ details.parallelism.value if details.parallelism else "") ~ ".") | wrap(110) }}
resource "confluent_kafka_topic" "main" {
  for_each = local.topics

  topic_name       = each.key
  partitions_count = each.value.partitions
  config           = each.value.config

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}
{% else %}

# The workload was given as a whole, without topics.
{% endif %}
