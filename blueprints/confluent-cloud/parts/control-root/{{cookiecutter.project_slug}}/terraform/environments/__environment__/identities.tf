{% import "terraform.j2" as tf %}
{% import "control.j2" as control %}
{% set details = environment.details %}
{% set oauth = details.sign_in == "oauth" %}
{% set mtls = details.sign_in == "mtls" %}
{% set pooled = details.identities | rejectattr("role", "equalto", "connector") | list if oauth or mtls else [] %}
{% set served = details.identities | rejectattr("name", "in", pooled | map(attribute="name") | list) | list %}
{% macro named(identities) %}
{% set pairs = [] %}
{% for identity in identities %}
{% set _ = pairs.append((identity.name | hcl, identity.display_name | hcl)) %}
{% endfor %}
{{ tf.arguments(pairs, 4) }}
{%- endmacro %}
{% set how = "tokens of your identity provider" if oauth else ("client certificates" if mtls else "API keys") %}
{{ tf.header("Who applications are: they sign in with " ~ how ~ ". Their roles are the only way in" ~ ("" if details.roles else ", beside the ACLs of the data plane") ~ ".") }}

locals {
  service_accounts = {
{% if served %}
{{ named(served) }}
{% endif %}
  }
{% if pooled %}
  pools = {
{{ named(pooled) }}
  }
{% endif %}

  # Who an application is to Confluent Cloud{{ ", whichever of the two it is" if pooled and served else "" }}.
{% if pooled %}
  principal_ids = merge(
    { for name, account in confluent_service_account.applications : name => account.id },
    { for name, pool in {{ "confluent_identity_pool" if oauth else "confluent_certificate_pool" }}.applications : name => pool.id },
  )
{% else %}
  principal_ids = { for name, account in confluent_service_account.applications : name => account.id }
{% endif %}
}

resource "confluent_service_account" "applications" {
  for_each = local.service_accounts

  display_name = each.value
  description  = "${each.key} on {{ details.cluster_name | hcl_in }}"

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}
{% if oauth %}

resource "confluent_identity_provider" "main" {
  display_name = {{ details.environment_name | hcl }}
  description  = {{ ("Issues tokens for " ~ details.cluster_name) | hcl }}
  issuer       = var.identity_provider.issuer
  jwks_uri     = var.identity_provider.jwks_uri

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

resource "confluent_identity_pool" "applications" {
  for_each = local.pools

  display_name   = each.value
  description    = "${each.key} on {{ details.cluster_name | hcl_in }}"
  identity_claim = var.identity_provider.claim
  filter         = var.identity_filters[each.key]

  identity_provider {
    id = confluent_identity_provider.main.id
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}
{% endif %}
{% if mtls %}

# Whoever has a certificate of it is known; what its common name says decides who it is.
resource "confluent_certificate_authority" "main" {
  display_name                      = {{ details.environment_name | hcl }}
  description                       = {{ ("Signs the clients of " ~ details.cluster_name) | hcl }}
  certificate_chain_filename        = "certificate-authority.pem"
  certificate_chain                 = var.certificate_authority
  crl_url                           = var.certificate_revocation_url
  require_crl_on_client_certificate = var.certificate_revocation_url != null

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}

resource "confluent_certificate_pool" "applications" {
  for_each = local.pools

  display_name        = each.value
  description         = "${each.key} on {{ details.cluster_name | hcl_in }}"
  external_identifier = "CN"
  filter              = lookup(var.certificate_filters, each.key, "CN == \"${each.value}\"")

  certificate_authority {
    id = confluent_certificate_authority.main.id
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }
}
{% endif %}

locals {
  # What each application may do, one role on one resource an entry.
  role_bindings = {
{% for identity in details.identities %}
{% for binding in identity.bindings %}
{% set key = identity.name ~ "/" ~ binding.role ~ "/" ~ binding.kind ~ ("/" ~ binding.name if binding.name else "") ~ ("*" if binding.prefixed else "") %}
{{ tf.reason(binding.reason, 4) }}
    {{ key | hcl }} = {
      application = {{ identity.name | hcl }}
      role        = {{ binding.role | hcl }}
      crn         = {{ control.crn(binding) }}
    }
{% endfor %}
{% endfor %}
  }
}

resource "confluent_role_binding" "applications" {
  for_each = local.role_bindings

  principal   = "User:${local.principal_ids[each.value.application]}"
  role_name   = each.value.role
  crn_pattern = each.value.crn
  # Nothing here signs in as an application, so nothing has to wait until a role is known everywhere.
  disable_wait_for_ready = true
}
