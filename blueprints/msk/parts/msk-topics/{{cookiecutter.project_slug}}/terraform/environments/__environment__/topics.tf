{% import "terraform.j2" as tf %}
{{ tf.header("Topics, made through the MSK API: no broker has to be reachable from where Terraform runs.") }}

{% if environment.topics %}
locals {
  topics = {
{% for topic in environment.topics %}
{% if not loop.first %}

{% endif %}
    {{ topic.name | hcl }} = {
      {{ topic.reason | wrap(100, "      # ") | trim }}
      partitions         = {{ topic.partitions | hcl }}
      replication_factor = {{ topic.replication_factor | hcl }}
      configs = {
{% for config in topic.settings %}
        {{ config.reason | wrap(100, "        # ") | trim }}
        {{ config.name | hcl }} = {{ tf.text(config.value) }}
{% endfor %}
      }
    }
{% endfor %}
  }
}

# Change partitions and settings in separate applies: the API takes one of them at a time, and partitions only grow.
resource "aws_msk_topic" "main" {
  for_each = local.topics

  cluster_arn        = aws_msk_cluster.main.arn
  name               = each.key
  partition_count    = each.value.partitions
  replication_factor = each.value.replication_factor
  configs            = jsonencode(each.value.configs)

  lifecycle {
    prevent_destroy = {{ (environment.details.protect or environment.environment.adopt is not none) | hcl }}
  }
}
{% else %}
# The workload was given as a whole, without topics.
{% endif %}
