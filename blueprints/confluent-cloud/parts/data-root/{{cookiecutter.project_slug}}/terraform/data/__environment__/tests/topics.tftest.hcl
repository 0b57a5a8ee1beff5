{% import "terraform.j2" as tf %}
{% import "data.j2" as data %}
{% set details = environment.details %}
{% set recovery = details.recovery %}
{% set cloud = plan.answers.cloud.provider %}
{% set asking = details.connectors | selectattr("fill_ins") | list %}
{% set secrets = (details.connectors | map(attribute="secrets") | sum(start=[])) + (["source_kafka_api_key", "source_kafka_api_secret", "standby_kafka_api_key", "standby_kafka_api_secret", "standby_schema_registry_api_key", "standby_schema_registry_api_secret"] if recovery else []) %}
{{ tf.header("What this environment is to hold, as Terraform sees it. Needs no account: terraform test.") }}

mock_provider "{{ {"aws": "aws", "gcp": "google", "azure": "azurerm"}[cloud] }}" {
{% if secrets %}
{% set kind, attribute = {"aws": ("aws_secretsmanager_secret_version", "secret_string"), "gcp": ("google_secret_manager_secret_version", "secret_data"), "azure": ("azurerm_key_vault_secret", "value")}[cloud] %}
{% set words = [] %}
{% for name in secrets | unique %}{% if words.append((name | json) ~ ":\"mock\"") %}{% endif %}{% endfor %}
  mock_data "{{ kind }}" {
    defaults = {
      {{ attribute }} = {{ ("{" ~ (words | join(",")) ~ "}") | hcl }}
    }
  }
{% endif %}
}
{% set apart = recovery and (recovery.networking == "pni" or (details.by_access_point and recovery.networking == details.networking)) %}
{% if apart %}

mock_provider "confluent" {
  mock_data "confluent_kafka_cluster" {
    defaults = {
      endpoints = [{
        access_point_id    = "PUBLIC"
        bootstrap_endpoint = "public.example.com:9092"
        connection_type    = "PUBLIC"
        rest_endpoint      = "https://public.example.com:443"
        }, {
        access_point_id    = "ap-abc123"
        bootstrap_endpoint = "private.example.com:9092"
        connection_type    = {{ ("PRIVATENETWORKINTERFACE" if recovery.networking == "pni" else "PRIVATELINK") | hcl }}
        rest_endpoint      = "https://private.example.com:443"
      }]
    }
  }
}
{% else %}

mock_provider "confluent" {}
{% endif %}

{% set sealed = details.recovery or details.connectors | selectattr("secrets") | list %}
{% set told = [
  ("cluster_id", '"lkc-abc123"' if details.connectors or recovery or (details.catalogued and environment.topics) else none),
  ("environment_id", '"env-abc123"' if details.connectors else none),
  ("flink_stopped", "[]" if details.flink else none),
  ("kafka_bootstrap_endpoint", '"SASL_SSL://kafka.example.com:9092"' if recovery else none),
  ("key_vault_id", '"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/kafka/providers/Microsoft.KeyVault/vaults/kafka"' if cloud == "azure" and sealed else none),
  ("mirror_status", '"ACTIVE"' if recovery and recovery.topics else none),
  ("paused_connectors", "[]" if details.connectors else none),
  ("schema_registry_id", '"lsrc-abc123"' if details.catalogued and environment.topics else none),
] | rejectattr(1, "none") | list %}
{% if told or asking %}
variables {
{% if told %}
{{ tf.arguments(told) }}
{% endif %}
{% if asking %}
{% if told %}

{% endif %}
  connectors = {
{% for connector in asking %}
{% set pairs = [] %}
{% for field in connector.fill_ins %}{% if pairs.append((field, '"mock"')) %}{% endif %}{% endfor %}
    {{ connector.name | hcl }} = {
{{ tf.arguments(pairs, 6) }}
    }
{% endfor %}
  }
{% endif %}
}
{% endif %}
{% macro assert(condition, message) %}

  assert {
    condition     = {{ condition }}
    error_message = {{ message | hcl }}
  }
{%- endmacro %}
{% macro named(address, names) %}toset(keys({{ address }})) == toset({{ names | list | hcl }}){% endmacro %}

run "topics" {
  command = plan

  module {
    source = "./cluster"
  }
{% if environment.topics %}
{{ assert(named("confluent_kafka_topic.main", environment.topics | map(attribute="name")), "The plan has these " ~ (environment.topics | length) ~ " topics and no other.") }}
{% for topic in environment.topics %}
{% set label = "confluent_kafka_topic.main[" ~ (topic.name | hcl) ~ "]" %}
{% set pairs = [] %}
{% for config in topic.settings %}{% if pairs.append((config.name | hcl) ~ " = " ~ tf.text(config.value)) %}{% endif %}{% endfor %}
{{ assert(label ~ ".partitions_count == " ~ topic.partitions, "The plan has " ~ topic.partitions ~ " partitions in " ~ topic.name ~ ".") }}
{{ assert(label ~ ".config == tomap({ " ~ (pairs | join(", ")) ~ " })" if pairs else "length(" ~ label ~ ".config) == 0", topic.name ~ " has the plan's settings, and leaves the rest to Confluent Cloud.") }}
{% endfor %}
{% endif %}
{% for config in details.cluster_config %}
{{ assert("confluent_kafka_cluster_config.main.config[" ~ (config.name | hcl) ~ "] == " ~ tf.text(config.value), "Brokers have " ~ config.name ~ " as the plan says.") }}
{% endfor %}
}
{% if details.acl_holders %}
{% set rules = [] %}
{% for identity in details.acl_holders %}{% for acl in identity.acls %}{% if rules.append([identity.name, acl.resource_type, acl.pattern, acl.resource, acl.operation] | join("/")) %}{% endif %}{% endfor %}{% endfor %}

run "access" {
  command = plan

  module {
    source = "./cluster"
  }
{{ assert(named("confluent_kafka_acl.main", rules | unique), "These ACLs let these applications in, and no other lets anybody else.") }}
{{ assert("alltrue([for acl in confluent_kafka_acl.main : acl.permission == \"ALLOW\" && startswith(acl.principal, \"User:\") && acl.principal != \"User:*\"])", "No ACL is for everybody.") }}
{{ assert("alltrue([for acl in confluent_kafka_acl.main : acl.resource_name != \"*\"])", "No ACL is for everything.") }}
}
{% endif %}
{% if details.schemas %}

run "schemas" {
  command = plan

  module {
    source = "./cluster"
  }
{{ assert(named("confluent_schema.main", details.schemas | map(attribute="name")), "The plan has these schemas and no other.") }}
{{ assert(named("confluent_subject_config.main", details.schemas | map(attribute="name")), "Each schema says what may follow it.") }}
{% for schema in details.schemas %}
{{ assert("confluent_subject_config.main[" ~ (schema.name | hcl) ~ "].compatibility_level == " ~ (schema.compatibility | hcl) ~ " && confluent_schema.main[" ~ (schema.name | hcl) ~ "].format == " ~ (schema.format | hcl), schema.name ~ " is " ~ schema.format ~ " and stays " ~ schema.compatibility ~ ".") }}
{% endfor %}
}
{% endif %}
{% if details.catalogued %}

run "catalogue" {
  command = plan

  module {
    source = "./cluster"
  }
{% if details.topic_tags %}
{{ assert(named("confluent_tag.main", details.topic_tags | map("first")), "The plan has these tags.") }}
{% endif %}
{% for topic in environment.topics %}
{% set entity = ("lsrc-abc123:lkc-abc123:" ~ topic.name) | hcl %}
{% if details.topic_tags %}
{{ assert("toset([for binding in confluent_tag_binding.main : binding.tag_name if binding.entity_name == " ~ entity ~ "]) == toset(" ~ (details.topic_tags | map("first") | list | hcl) ~ ")", topic.name ~ " carries every tag.") }}
{% endif %}
{% if details.topic_attributes %}
{{ assert("confluent_business_metadata_binding.ownership[" ~ (topic.name | hcl) ~ "].entity_name == " ~ entity ~ " && length(confluent_business_metadata_binding.ownership[" ~ (topic.name | hcl) ~ "].attributes) == " ~ (details.topic_attributes | length), topic.name ~ " says whose it is.") }}
{% endif %}
{% endfor %}
}
{% endif %}
{% if details.connectors %}

run "connectors" {
  command = plan

  module {
    source = "./cluster"
  }
{% for connector in details.connectors %}
{% set label = "confluent_connector." ~ (connector.name | hcl_label) ~ ("[" ~ (connector.name | hcl) ~ "]" if connector.fill_ins else "") %}
{{ assert(label ~ ".config_nonsensitive[\"connector.class\"] == " ~ (connector.class_name | hcl) ~ " && " ~ label ~ ".config_nonsensitive[\"tasks.max\"] == " ~ tf.text(connector.tasks.value), connector.name ~ " is the plan's connector with the plan's tasks.") }}
{{ assert(label ~ ".config_nonsensitive[\"kafka.auth.mode\"] == \"SERVICE_ACCOUNT\" && " ~ label ~ ".config_nonsensitive[\"kafka.service.account.id\"] == data.confluent_service_account.connectors[" ~ (connector.name | hcl) ~ "].id", connector.name ~ " acts as itself, without a key.") }}
{{ assert("length(setintersection(keys(" ~ label ~ ".config_nonsensitive), [\"aws.access.key.id\", \"aws.secret.access.key\", \"database.password\", \"kafka.api.key\", \"kafka.api.secret\"])) == 0 && alltrue([for value in values(" ~ label ~ ".config_nonsensitive) : !strcontains(value, \"@{\")])", connector.name ~ " has no secret in the open and nothing left to fill in.") }}
{{ assert("join(\",\", sort(keys(nonsensitive(" ~ label ~ ".config_sensitive)))) == " ~ (connector.secrets | sort | join(",") | hcl), connector.name ~ " is told its secrets and nothing else in secret.") }}
{{ assert(label ~ ".status == \"RUNNING\"", connector.name ~ " runs.") }}
{% endfor %}
}

run "pauses_a_connector" {
  command = plan

  module {
    source = "./cluster"
  }

  variables {
    paused_connectors = [{{ details.connectors[0].name | hcl }}]
  }
{{ assert("confluent_connector." ~ (details.connectors[0].name | hcl_label) ~ ("[" ~ (details.connectors[0].name | hcl) ~ "]" if details.connectors[0].fill_ins else "") ~ ".status == \"PAUSED\"", details.connectors[0].name ~ " stands still when it is told to.") }}
}
{% endif %}
{% if asking %}

run "makes_no_connector_that_nobody_described" {
  command = plan

  module {
    source = "./cluster"
  }

  variables {
    connectors = {}
  }
{% for connector in asking %}
{{ assert("length(confluent_connector." ~ (connector.name | hcl_label) ~ ") == 0", connector.name ~ " waits for its owner.") }}
{% endfor %}
}
{% endif %}
{% if recovery %}

run "standby" {
  command = plan

  module {
    source = "./cluster"
  }
{{ assert("confluent_cluster_link.standby.link_mode == \"DESTINATION\" && confluent_cluster_link.standby.connection_mode == \"OUTBOUND\"", "The standby fetches.") }}
{% set pairs = [] %}
{% for config in recovery.link_config %}{% if pairs.append((config.name | hcl) ~ " = " ~ tf.text(config.value)) %}{% endif %}{% endfor %}
{{ assert("confluent_cluster_link.standby.config == tomap({ " ~ (pairs | join(", ")) ~ " })", "The link copies what the plan says.") }}
{% if apart %}
{{ assert("confluent_cluster_link.standby.destination_kafka_cluster[0].rest_endpoint == \"https://private.example.com:443\"", "The standby is reached through its access point.") }}
{% endif %}
{% if recovery.topics %}
{{ assert(named("confluent_kafka_mirror_topic.main", recovery.topics), "Each topic that is to survive has a mirror.") }}
{{ assert("alltrue([for name, topic in confluent_kafka_mirror_topic.main : topic.source_kafka_topic[0].topic_name == name && topic.status == \"ACTIVE\"])", "Each mirror follows the topic of its name.") }}
{% endif %}
{% if recovery.exporter %}
{{ assert("confluent_schema_exporter.standby.context_type == \"NONE\"", "Schemas keep their names, so that records can be read over there.") }}
{% endif %}
}
{% endif %}
{% if details.flink %}

run "statements" {
  command = plan

  module {
    source = "./cluster"
  }
{{ assert("toset(values(local.flink_files)) == toset([for name, statement in confluent_flink_statement.main : local.flink_files[name]])", "Each file of SQL is a statement.") }}
}
{% endif %}
{% macro refused(name, variable, value) %}

run "{{ name }}" {
  command = plan

  module {
    source = "./cluster"
  }

  variables {
    {{ variable }} = {{ value }}
  }

  expect_failures = [var.{{ variable }}]
}
{%- endmacro %}
{% if asking %}
{{ refused("refuses_an_unknown_connector", "connectors", "{ nobody-knows-it = {} }") }}
{{ refused("refuses_half_a_connector", "connectors", "{ " ~ (asking[0].name | hcl) ~ " = {} }") }}
{% endif %}
{% if details.connectors %}
{{ refused("refuses_to_pause_an_unknown_connector", "paused_connectors", '["nobody-knows-it"]') }}
{% endif %}
{% if recovery and recovery.topics %}
{{ refused("refuses_a_mirror_that_is_neither", "mirror_status", '"FAILED"') }}
{% endif %}
