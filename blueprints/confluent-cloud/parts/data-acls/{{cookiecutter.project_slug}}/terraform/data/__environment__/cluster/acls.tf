{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("Who may do what. This cluster type has no roles on topics and groups, so these are ACLs; whatever no ACL allows is refused." if not details.roles else "What no role says, as ACLs.") }}

locals {
  acls = {
{% for identity in details.acl_holders %}
{% if not loop.first %}

{% endif %}
    {{ identity.name | hcl }} = [
{% for acl in identity.acls %}
      {{ acl.reason | wrap(100, "      # ") | trim }}
      { type = {{ acl.resource_type | hcl }}, name = {{ acl.resource | hcl }}, pattern = {{ acl.pattern | hcl }}, operation = {{ acl.operation | hcl }} },
{% endfor %}
    ]
{% endfor %}
  }
}

data "confluent_service_account" "acl_holders" {
  for_each = {
{% set pairs = [] %}
{% for identity in details.acl_holders %}{% if pairs.append((identity.name | hcl, identity.display_name | hcl)) %}{% endif %}{% endfor %}
{{ tf.arguments(pairs, 4) }}
  }

  display_name = each.value
}

resource "confluent_kafka_acl" "main" {
  for_each = merge([
    for application, acls in local.acls : {
      for acl in acls : join("/", [application, acl.type, acl.pattern, acl.name, acl.operation]) => merge(acl, { application = application })
    }
  ]...)

  principal     = "User:${data.confluent_service_account.acl_holders[each.value.application].id}"
  host          = "*"
  resource_type = each.value.type
  resource_name = each.value.name
  pattern_type  = each.value.pattern
  operation     = each.value.operation
  permission    = "ALLOW"
}
