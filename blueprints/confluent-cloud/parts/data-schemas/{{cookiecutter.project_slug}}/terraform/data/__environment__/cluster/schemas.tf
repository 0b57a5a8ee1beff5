{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("Schemas of record values. A change of a file is a new version, refused at plan when it breaks compatibility.") }}

locals {
  schemas = {
{% for schema in details.schemas %}
{% if not loop.first %}

{% endif %}
    {{ schema.name | hcl }} = {
      format        = {{ schema.format | hcl }}
      compatibility = {{ schema.compatibility | hcl }}
      file          = {{ schema.file | hcl }}
    }
{% endfor %}
  }
}

# Before the first version, so that the second is held against it.
resource "confluent_subject_config" "main" {
  for_each = local.schemas

  subject_name        = each.key
  compatibility_level = each.value.compatibility

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

resource "confluent_schema" "main" {
  for_each = local.schemas

  subject_name = confluent_subject_config.main[each.key].subject_name
  format       = each.value.format
  schema       = file("${path.module}/../../../../${each.value.file}")

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
{% if details.topic_tags %}

  # A schema that says "confluent:tags" needs the tags.
  depends_on = [confluent_tag.main]
{% endif %}
}
