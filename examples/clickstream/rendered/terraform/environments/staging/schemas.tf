# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Schemas of record values. A change of a file is a new version, refused when it breaks compatibility.

resource "aws_glue_registry" "main" {
  registry_name = "clickstream-staging"
  description   = "Schemas of the topics of clickstream-staging"

  lifecycle {
    prevent_destroy = false
  }
}

locals {
  schemas = {
    "page-views" = {
      format        = "AVRO"
      compatibility = "BACKWARD"
      file          = "schemas/page-views.avsc"
    }

    "clicks" = {
      format        = "AVRO"
      compatibility = "BACKWARD"
      file          = "schemas/clicks.avsc"
    }

    "users" = {
      format        = "AVRO"
      compatibility = "BACKWARD"
      file          = "schemas/users.avsc"
    }

    "sessions" = {
      format        = "AVRO"
      compatibility = "BACKWARD"
      file          = "schemas/sessions.avsc"
    }
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
    prevent_destroy = false
  }
}

# What serialisers and deserialisers need; nobody registers schemas but this repository.
resource "aws_iam_policy" "schema_readers" {
  name        = "kafka-clickstream-staging-schema-readers"
  description = "Reads the schemas of clickstream-staging"
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

resource "aws_iam_role_policy_attachment" "schema_readers" {
  for_each = var.application_roles

  role       = each.value
  policy_arn = aws_iam_policy.schema_readers.arn
}

resource "aws_iam_role_policy_attachment" "schema_readers_lake" {
  role       = aws_iam_role.connect_lake.name
  policy_arn = aws_iam_policy.schema_readers.arn
}

resource "aws_iam_role_policy_attachment" "schema_readers_accounts" {
  role       = aws_iam_role.connect_accounts.name
  policy_arn = aws_iam_policy.schema_readers.arn
}
