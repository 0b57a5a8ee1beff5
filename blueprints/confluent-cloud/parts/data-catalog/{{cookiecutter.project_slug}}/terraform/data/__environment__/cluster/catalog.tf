{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set topic = '"${var.schema_registry_id}:${var.cluster_id}:${confluent_kafka_topic.main[' %}
{{ tf.header("What the catalogue says of topics, so that people find them and whose they are.") }}
{% if details.topic_tags %}

locals {
  tags = {
{% set pairs = [] %}
{% for name, description in details.topic_tags %}{% if pairs.append((name | hcl, description | hcl)) %}{% endif %}{% endfor %}
{{ tf.arguments(pairs, 4) }}
  }
}

resource "confluent_tag" "main" {
  for_each = local.tags

  name        = each.key
  description = each.value
}
{% if environment.topics %}

resource "confluent_tag_binding" "main" {
  for_each = {
    for pair in setproduct(keys(local.topics), keys(local.tags)) : join("/", pair) => { topic = pair[0], tag = pair[1] }
  }

  tag_name    = confluent_tag.main[each.value.tag].name
  entity_name = {{ topic }}each.value.topic].topic_name}"
  entity_type = "kafka_topic"
}
{% endif %}
{% endif %}
{% if details.topic_attributes %}

# Stream Governance Advanced alone has business metadata.
resource "confluent_business_metadata" "ownership" {
  name        = "Ownership"
  description = "Whose a topic is"
{% for name, value in details.topic_attributes %}

  attribute_definition {
    name        = {{ name | hcl }}
    is_optional = true
  }
{% endfor %}
}
{% if environment.topics %}

resource "confluent_business_metadata_binding" "ownership" {
  for_each = local.topics

  business_metadata_name = confluent_business_metadata.ownership.name
  entity_name            = {{ topic }}each.key].topic_name}"
  entity_type            = "kafka_topic"

  attributes = {
{% set pairs = [] %}
{% for name, value in details.topic_attributes %}{% if pairs.append((name | hcl, value | hcl)) %}{% endif %}{% endfor %}
{{ tf.arguments(pairs, 4) }}
  }
}
{% endif %}
{% endif %}
