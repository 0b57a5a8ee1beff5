{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("Schemas of record values. A change of a file is a new version, refused when it breaks compatibility.") }}

resource "aws_glue_registry" "main" {
  registry_name = {{ details.cluster_name | hcl }}
  description   = {{ ("Schemas of the topics of " ~ details.cluster_name) | hcl }}

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

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

resource "aws_glue_schema" "main" {
  for_each = local.schemas

  schema_name       = each.key
  registry_arn      = aws_glue_registry.main.arn
  data_format       = each.value.format
  compatibility     = each.value.compatibility
  schema_definition = file("${path.module}/../../../${each.value.file}")

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}
