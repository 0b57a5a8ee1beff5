{% import "terraform.j2" as tf %}
{% import "control.j2" as control %}
{% set details = environment.details %}
{% set units = details.max_ecku or details.cku %}
{% set registered = details.schemas | length > 0 %}
{% set keyed = details.keyed | map(attribute="name") | list %}
{% set own = ["data-plane"] + (["link"] if details.recovery else []) %}
{% set pooled = details.identities | rejectattr("role", "equalto", "connector") | list if details.sign_in != "api-key" else [] %}
{% set pools = {"oauth": "confluent_identity_pool", "mtls": "confluent_certificate_pool"}.get(details.sign_in) %}
{% set secrets = keyed + own + ["metrics"] %}
{% set store = {"aws": "aws_secretsmanager_secret.main", "gcp": "google_secret_manager_secret.main", "azure": "azurerm_key_vault_secret.main"}[details.provider] %}
{% set named = {"aws": "name", "gcp": "secret_id", "azure": "name"}[details.provider] %}
{% set version = {"aws": "aws_secretsmanager_secret_version.main", "gcp": "google_secret_manager_secret_version.main", "azure": "azurerm_key_vault_secret.main"}[details.provider] %}
{{ tf.header("The plan's numbers and privileges, as Terraform sees them. Needs no account: terraform test.") }}

# Values that only Confluent Cloud knows look like its own, so that roles can be told apart in a plan.
mock_provider "confluent" {
  override_during = plan

  mock_data "confluent_organization" {
    defaults = {
      resource_name = "crn://confluent.cloud/organization=test"
    }
  }

  mock_data "confluent_schema_registry_cluster" {
    defaults = {
      id                              = "lsrc-test"
      resource_name                   = "crn://confluent.cloud/organization=test/environment=env-test/schema-registry=lsrc-test"
      rest_endpoint                   = "https://psrc-test.confluent.cloud"
      private_regional_rest_endpoints = { {{ details.region | hcl }} = "https://lsrc-test.private.confluent.cloud" }
    }
  }

  mock_resource "confluent_service_account" {
    defaults = {
      id = "sa-test"
    }
  }
}

{% if details.provider == "aws" %}
mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "123456789012"
    }
  }

  mock_data "aws_iam_policy_document" {
    defaults = {
      json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
    }
  }

  mock_data "aws_partition" {
    defaults = {
      partition = "aws"
    }
  }
{% elif details.provider == "gcp" %}
mock_provider "google" {
  mock_data "google_client_config" {
    defaults = {
      project = "kafka-test"
    }
  }
{% else %}
mock_provider "azurerm" {
  mock_data "azurerm_client_config" {
    defaults = {
      object_id       = "00000000-0000-0000-0000-000000000001"
      subscription_id = "00000000-0000-0000-0000-000000000002"
      tenant_id       = "00000000-0000-0000-0000-000000000003"
    }
  }
{% endif %}
{% include "control_network_mocks.j2" ignore missing %}
}
{% macro made(target, pairs) %}

override_resource {
  target          = {{ target }}
  override_during = plan
  values = {
{{ tf.arguments(pairs, 4) }}
  }
}
{%- endmacro %}
{{ made("confluent_environment.main", [("id", '"env-test"'), ("resource_name", '"crn://confluent.cloud/organization=test/environment=env-test"')]) }}
{{ made("confluent_kafka_cluster.main", [("id", '"lkc-test"'), ("bootstrap_endpoint", '"SASL_SSL://lkc-test.confluent.cloud:9092"'), ("rest_endpoint", '"https://lkc-test.confluent.cloud:443"'), ("rbac_crn", '"crn://confluent.cloud/organization=test/environment=env-test/cloud-cluster=lkc-test"')]) }}
{% for identity in details.identities if identity not in pooled %}
{{ made("confluent_service_account.applications[" ~ (identity.name | hcl) ~ "]", [("id", ("sa-" ~ loop.index) | hcl)]) }}
{% endfor %}
{% for identity in pooled %}
{{ made(pools ~ ".applications[" ~ (identity.name | hcl) ~ "]", [("id", ("pool-" ~ loop.index) | hcl)]) }}
{% endfor %}
{% set ids = {} %}
{% for identity in details.identities if identity not in pooled %}
{% set _ = ids.update({identity.name: "User:sa-" ~ loop.index}) %}
{% endfor %}
{% for identity in pooled %}
{% set _ = ids.update({identity.name: "User:pool-" ~ loop.index}) %}
{% endfor %}
{% for owner in keyed + own %}
{{ made("confluent_api_key.kafka[" ~ ((owner ~ "/1") | hcl) ~ "]", [("id", ("KAFKA" ~ loop.index) | hcl), ("secret", '"mock"')]) }}
{% endfor %}
{% set given = [] %}
{% if details.own_key and details.provider == "azure" %}
{% set _ = given.append(("key_principal_id", '"00000000-0000-0000-0000-000000000004"')) %}
{% if details.recovery %}
{% set _ = given.append(("standby_key_principal_id", '"00000000-0000-0000-0000-000000000004"')) %}
{% endif %}
{% endif %}
{% if given %}

variables {
{{ tf.arguments(given) }}
}
{% endif %}

run "sizing" {
  command = plan
{% macro assert(condition, message) %}

  assert {
    condition     = {{ condition }}
    error_message = {{ message | hcl }}
  }
{%- endmacro %}
{{ assert("confluent_kafka_cluster.main.cloud == " ~ (details.provider | upper | hcl) ~ " && confluent_kafka_cluster.main.region == " ~ (details.region | hcl), "The cluster is in " ~ details.region ~ ".") }}
{{ assert("one(confluent_kafka_cluster.main." ~ details.variant ~ ")." ~ units.name ~ " == " ~ (units.value | hcl), "The plan is " ~ details.variant ~ " with " ~ units.name ~ " " ~ units.value ~ ".") }}
{% for other in ["basic", "standard", "enterprise", "freight", "dedicated"] if other != details.variant %}
{{ assert("length(confluent_kafka_cluster.main." ~ other ~ ") == 0", "The plan is not " ~ other ~ ".") }}
{% endfor %}
{{ assert("confluent_kafka_cluster.main.availability == " ~ (details.availability.value | hcl), "The plan is available as " ~ details.availability.value ~ ".") }}
{{ assert("confluent_kafka_cluster.main.deletion_protection == " ~ (details.protect | hcl), ("Confluent Cloud refuses" if details.protect else "Confluent Cloud allows") ~ " to delete the cluster.") }}
{{ assert("length(confluent_kafka_cluster.main.network) == " ~ (1 if details.variant == "dedicated" and details.private else 0), "The cluster is " ~ ("in the network of this repository." if details.variant == "dedicated" and details.private else "in no network of its own.")) }}
{{ assert("length(confluent_kafka_cluster.main.byok_key) == " ~ (1 if details.own_key else 0), "Records are encrypted with " ~ ("a key of your own." if details.own_key else "Confluent's key.")) }}
{{ assert("confluent_environment.main.stream_governance[0].package == " ~ (details.governance | hcl), "The plan has Stream Governance " ~ details.governance ~ ".") }}
{% set pooled_names = pooled | map(attribute="name") | list %}
{% set served_names = details.identities | map(attribute="name") | reject("in", pooled_names) | list %}
{{ assert("toset(keys(confluent_service_account.applications)) == toset(" ~ (served_names | hcl) ~ ")", "Every application that acts as a service account has one.") }}
{% if pools %}
{{ assert("toset(keys(" ~ pools ~ ".applications)) == toset(" ~ (pooled_names | hcl) ~ ")", "Every application that signs in without a key has a pool.") }}
{{ assert("length(distinct(values(" ~ pools ~ ".applications)[*].filter)) == " ~ (pooled | length), "No two applications are told apart by the same filter.") }}
{% endif %}
{{ assert("length(confluent_role_binding.applications) == " ~ (details.identities | map(attribute="bindings") | map("length") | sum), "The plan has " ~ (details.identities | map(attribute="bindings") | map("length") | sum) ~ " roles of applications.") }}
{% for identity in details.identities %}
{% for binding in identity.bindings %}
{% set key = identity.name ~ "/" ~ binding.role ~ "/" ~ binding.kind ~ ("/" ~ binding.name if binding.name else "") ~ ("*" if binding.prefixed else "") %}
{% set place = "confluent_role_binding.applications[" ~ (key | hcl) ~ "]" %}
{% set crn = "schema-registry=lsrc-test/subject=" ~ binding.name if binding.kind == "subject" else ("cloud-cluster=lkc-test/kafka=lkc-test/" ~ binding.kind ~ "=" ~ binding.name if binding.name else ("cloud-cluster=lkc-test" if binding.kind == "cluster" else "environment=env-test")) %}
{{ assert("endswith(" ~ place ~ ".crn_pattern, " ~ (("/" ~ crn ~ ("*" if binding.prefixed else "")) | hcl) ~ ") && " ~ place ~ ".principal == " ~ (ids[identity.name] | hcl) ~ " && " ~ place ~ ".role_name == " ~ (binding.role | hcl), identity.name ~ " has " ~ binding.role ~ " on " ~ binding.kind ~ " " ~ binding.name ~ ".") }}
{% endfor %}
{% endfor %}
{{ assert("alltrue([for binding in confluent_role_binding.applications : !endswith(binding.crn_pattern, \"=*\") && strcontains(binding.crn_pattern, \"=\") && startswith(binding.role_name, \"Developer\")])", "No application has a role on everything, and none administers anything.") }}
{{ assert("toset(keys(confluent_api_key.kafka)) == toset([for owner in " ~ ((keyed + own) | hcl) ~ " : \"${owner}/1\"])", "Who signs in with a key has one for the cluster.") }}
{{ assert("toset(keys(confluent_api_key.schema_registry)) == toset([for owner in " ~ (((keyed if registered else []) + ["data-plane"]) | hcl) ~ " : \"${owner}/1\"])", "Who reads schemas has a key for Schema Registry.") }}
{{ assert("toset(keys(confluent_api_key.cloud)) == toset([\"data-plane/1\", \"metrics/1\"])", "Only the data plane and metrics have keys for Confluent Cloud itself.") }}
{{ assert("alltrue([for key in confluent_api_key.kafka : key.managed_resource[0].id == \"lkc-test\"" ~ (" && key.disable_wait_for_ready" if details.private else "") ~ "])", "Keys are for this cluster" ~ (", which nobody tries from outside." if details.private else ".")) }}
{{ assert("{ for owner, secret in " ~ store ~ " : owner => secret." ~ named ~ " } == { for owner in " ~ (secrets | hcl) ~ " : owner => " ~ ({"aws": '"confluent/' ~ (plan.answers.name | hcl_in) ~ "/" ~ (environment.environment.name | hcl_in) ~ '/${owner}"', "gcp": '"confluent-' ~ (plan.answers.name | hcl_in) ~ "-" ~ (environment.environment.name | hcl_in) ~ '-${owner}"', "azure": "owner"}[details.provider]) ~ " }", "Each secret has the name that clients and the data plane look for.") }}
{{ assert("toset(keys(" ~ version ~ ")) == toset(" ~ (secrets | hcl) ~ ")", "Every secret is written.") }}
{{ assert("local.bootstrap_servers == \"lkc-test.confluent.cloud:9092\"", "Clients begin at an address without a scheme.") }}
{% for quota in details.quotas %}
{% set place = "confluent_kafka_client_quota.applications[" ~ (quota.name | hcl) ~ "]" %}
{{ assert(place ~ ".throughput[0].ingress_byte_rate == \"" ~ quota.quota.ingress_byte_rate ~ "\" && " ~ place ~ ".throughput[0].egress_byte_rate == \"" ~ quota.quota.egress_byte_rate ~ "\"", quota.name ~ " is held to the plan's rate.") }}
{% endfor %}
{% if details.flink %}
{{ assert("confluent_flink_compute_pool.main.max_cfu == " ~ (details.flink.max_cfu.value | hcl), "The plan has " ~ details.flink.max_cfu.value ~ " CFU for Flink at most.") }}
{{ assert("toset(keys(confluent_api_key.flink)) == toset([\"data-plane/1\"])", "The data plane submits Flink statements, and nobody else.") }}
{% endif %}
{% if details.ksql %}
{{ assert("confluent_ksql_cluster.main.csu == " ~ (details.ksql.units.value | hcl) ~ " && !confluent_ksql_cluster.main.use_detailed_processing_log", "The plan has " ~ details.ksql.units.value ~ " units of ksqlDB, which keeps records out of its log.") }}
{% endif %}
{% for connector in details.integrations %}
{{ assert("aws_s3_bucket_public_access_block.sink_" ~ (connector.name | hcl_label) ~ ".restrict_public_buckets", "What " ~ connector.name ~ " writes is not public.") }}
{% endfor %}
{% include "control_network_asserts.j2" ignore missing %}
}

# Both keys live, the newer one is handed out, and nobody else's key moves.
run "rotates_without_a_gap" {
  command = plan

  variables {
    key_generations = { "data-plane" = [1, 2]{{ ", " ~ (keyed[0] | hcl) ~ " = [2, 3]" if keyed else "" }} }
  }
{{ assert("contains(keys(confluent_api_key.kafka), \"data-plane/1\") && contains(keys(confluent_api_key.kafka), \"data-plane/2\") && local.current_keys[\"data-plane\"] == \"data-plane/2\"", "The old key lives until it is removed; the new one is handed out.") }}
{{ assert("contains(keys(confluent_api_key.cloud), \"data-plane/2\") && contains(keys(confluent_api_key.schema_registry), \"data-plane/2\") && local.current_keys[\"metrics\"] == \"metrics/1\"", "Every key of the same owner turns; nobody else's does.") }}
{% if keyed %}
{{ assert("!contains(keys(confluent_api_key.kafka), " ~ ((keyed[0] ~ "/1") | hcl) ~ ") && local.current_keys[" ~ (keyed[0] | hcl) ~ "] == " ~ ((keyed[0] ~ "/3") | hcl), "A generation that is not listed is gone.") }}
{% endif %}
}
{% macro refused(name, variable, value) %}

run "{{ name }}" {
  command = plan

  variables {
    {{ variable }} = {{ value }}
  }

  expect_failures = [var.{{ variable }}]
}
{%- endmacro %}
{% if details.provider == "aws" %}
{{ refused("refuses_an_account_that_is_none", "allowed_account_ids", '["12345"]') }}
{% endif %}
{{ refused("refuses_an_unknown_owner", "key_generations", '{ nobody-knows-it = [1] }') }}
{{ refused("refuses_to_leave_somebody_without_a_key", "key_generations", '{ metrics = [] }') }}
{{ refused("refuses_more_keys_than_live_at_once", "key_generations", "{ metrics = [" ~ (range(1, details.keys_at_once + 2) | join(", ")) ~ "] }") }}
{{ refused("refuses_half_a_generation", "key_generations", '{ metrics = [1.5] }') }}
{{ refused("refuses_a_reader_of_an_unknown_secret", "secret_readers", '{ nobody-knows-it = [] }') }}
{{ refused("refuses_a_reader_that_is_none", "secret_readers", '{ metrics = ["everybody"] }') }}
{% if details.sign_in == "oauth" %}
{{ refused("refuses_an_issuer_without_tls", "identity_provider", '{ issuer = "http://login.example.com/", jwks_uri = "https://login.example.com/keys" }') }}
{{ refused("refuses_an_application_without_a_filter", "identity_filters", '{}') }}
{% endif %}
{% if details.sign_in == "mtls" %}
{{ refused("refuses_a_private_key", "certificate_authority", '"-----BEGIN PRIVATE KEY-----"') }}
{{ refused("refuses_a_filter_of_nobody", "certificate_filters", '{ nobody-knows-it = "true" }') }}
{{ refused("refuses_a_revocation_list_that_is_none", "certificate_revocation_url", '"clients.crl"') }}
{% endif %}
{% if details.flink %}
{{ refused("refuses_flink_an_unknown_topic", "flink_reads", '["nobody-knows-it"]') }}
{{ refused("refuses_flink_to_write_an_unknown_topic", "flink_writes", '["nobody-knows-it"]') }}
{% endif %}
{% if details.provider == "azure" %}
{{ refused("refuses_a_pipeline_that_is_everywhere", "pipeline_cidrs", '["0.0.0.0/0"]') }}
{{ refused("refuses_a_subscription_that_is_none", "subscription_id", '"mine"') }}
{{ refused("refuses_a_subnet_that_is_none", "vault_subnet_ids", '["clients"]') }}
{% endif %}
{% if details.provider == "gcp" %}
{{ refused("refuses_a_project_that_is_none", "project_id", '"My Project"') }}
{% endif %}
