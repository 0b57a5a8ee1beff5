{% import "terraform.j2" as tf %}
{% import "msk.j2" as msk %}
{% set details = environment.details %}
{{ tf.header("What each application may do. Attach a policy by naming the application's role in application_roles.") }}

locals {
  # One entry per application and policy; IAM allows 6144 characters in each, so long lists of topics take several.
  application_policies = {
{% for access in details.access %}
{% for policy in access.policies %}
{% set label = ("app_" ~ access.application ~ "_" ~ access.role ~ ("_" ~ loop.index if access.policies | length > 1 else "")) | hcl_name %}
    {{ (access.application ~ "-" ~ access.role ~ ("-" ~ loop.index if access.policies | length > 1 else "")) | hcl }} = {
      application = {{ access.application | hcl }}
      name        = {{ ("kafka-" ~ details.cluster_name ~ "-" ~ access.application ~ "-" ~ access.role ~ ("-" ~ loop.index if access.policies | length > 1 else "")) | fit(128) | hcl }}
      document    = data.aws_iam_policy_document.{{ label }}.json
    }
{% endfor %}
{% endfor %}
  }
}

resource "aws_iam_policy" "applications" {
  for_each = local.application_policies

  name        = each.value.name
  description = "Kafka access of ${each.value.application} on {{ details.cluster_name | hcl_in }}"
  policy      = each.value.document
}

resource "aws_iam_role_policy_attachment" "applications" {
  for_each = { for key, policy in local.application_policies : key => policy if contains(keys(var.application_roles), policy.application) }

  role       = var.application_roles[each.value.application]
  policy_arn = aws_iam_policy.applications[each.key].arn
}
{% for access in details.access %}
{% for policy in access.policies %}
{% set label = ("app_" ~ access.application ~ "_" ~ access.role ~ ("_" ~ loop.index if access.policies | length > 1 else "")) | hcl_name %}

data "aws_iam_policy_document" "{{ label }}" {
{% for statement in policy %}
{% if not loop.first %}

{% endif %}
{{ tf.reason(statement.reason) }}
  statement {
    sid = {{ statement.sid | hcl }}
    actions = [
{% for action in statement.actions %}
      {{ action | hcl }},
{% endfor %}
    ]
    resources = [
{% for kind, name in statement.resources %}
      {{ msk.arn(kind, name, details) }},
{% endfor %}
    ]
  }
{% endfor %}
}
{% endfor %}
{% endfor %}
