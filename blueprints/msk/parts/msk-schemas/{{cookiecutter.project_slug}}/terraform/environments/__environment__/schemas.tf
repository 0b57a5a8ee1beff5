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

# What serialisers and deserialisers need; nobody registers schemas but this repository.
resource "aws_iam_policy" "schema_readers" {
  name        = {{ ("kafka-" ~ details.cluster_name ~ "-schema-readers") | fit(128) | hcl }}
  description = {{ ("Reads the schemas of " ~ details.cluster_name) | hcl }}
  policy      = data.aws_iam_policy_document.schema_readers.json
}

data "aws_iam_policy_document" "schema_readers" {
  #checkov:skip=CKV_AWS_356:A deserialiser asks by version id, which names no registry and no schema
  statement {
    sid = "ReadSchemas"
    actions = [
      "glue:GetRegistry",
      "glue:GetSchema",
      "glue:GetSchemaByDefinition",
      "glue:ListSchemaVersions",
    ]
    resources = [
      aws_glue_registry.main.arn,
      "${replace(aws_glue_registry.main.arn, ":registry/", ":schema/")}/*",
    ]
  }

  statement {
    sid       = "ReadVersions"
    actions   = ["glue:GetSchemaVersion"]
    resources = ["*"]
  }
}
{% if plan.flags.iam %}

resource "aws_iam_role_policy_attachment" "schema_readers" {
  for_each = var.application_roles

  role       = each.value
  policy_arn = aws_iam_policy.schema_readers.arn
}
{% endif %}
{% for connector in details.connectors %}

resource "aws_iam_role_policy_attachment" "schema_readers_{{ connector.name | hcl_label }}" {
  role       = aws_iam_role.connect_{{ connector.name | hcl_label }}.name
  policy_arn = aws_iam_policy.schema_readers.arn
}
{% endfor %}
