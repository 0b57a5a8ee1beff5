{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set serverless = details.variant == "serverless" %}
{% set adopt = environment.environment.adopt %}
{% set network = environment.environment.network %}
{% set alerts = plan.answers.monitoring.alerts if plan.flags.alerts else [] %}
{{ tf.header("The plan's numbers, as Terraform sees them. Needs no account: terraform test.") }}

mock_provider "aws" {
  mock_data "aws_availability_zones" {
    defaults = {
      names = ["{{ plan.answers.cloud.region | hcl_in }}a", "{{ plan.answers.cloud.region | hcl_in }}b", "{{ plan.answers.cloud.region | hcl_in }}c"]
    }
  }

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
{% if adopt and not serverless %}

  mock_data "aws_msk_cluster" {
    defaults = {
      broker_node_group_info = [{
        az_distribution   = "DEFAULT"
        client_subnets    = {{ (network.subnets if network.subnets is defined else ["subnet-0123456789abcdef0"]) | hcl }}
        connectivity_info = []
        instance_type     = {{ details.instance_type | hcl }}
        security_groups   = ["sg-0123456789abcdef0"]
        storage_info      = []
      }]
    }
  }
{% endif %}

  mock_data "aws_partition" {
    defaults = {
      partition = "aws"
    }
  }
{% if network.cidr is not defined %}

  mock_data "aws_vpc" {
    defaults = {
      cidr_block = "10.0.0.0/16"
    }
  }
{% endif %}
}
{% if network.subnets is defined %}
{% for subnet in network.subnets %}

override_data {
  target = data.aws_subnet.brokers[{{ subnet | hcl }}]
  values = {
    vpc_id            = {{ network.vpc | hcl }}
    availability_zone = "{{ plan.answers.cloud.region | hcl_in }}{{ "abcdef"[loop.index0] }}"
  }
}
{% endfor %}
{% endif %}
{% set given = ([("adopt_existing", "false")] if adopt else []) + ([("log_delivery_stream", '"logs"')] if "firehose" in details.log_destinations else []) %}
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
{% if serverless %}
{{ assert("aws_msk_serverless_cluster.main.client_authentication[0].sasl[0].iam[0].enabled", "Serverless clients sign in with IAM.") }}
{% else %}
{{ assert("aws_msk_cluster.main.number_of_broker_nodes == " ~ details.brokers, "The plan has " ~ details.brokers ~ " brokers.") }}
{{ assert("aws_msk_cluster.main.broker_node_group_info[0].instance_type == " ~ (details.instance_type | hcl), "The plan has brokers of type " ~ details.instance_type ~ ".") }}
{{ assert("aws_msk_cluster.main.kafka_version == " ~ (details.kafka_version.value | hcl), "The plan runs Kafka " ~ details.kafka_version.value ~ ".") }}
{{ assert("aws_msk_cluster.main.encryption_info[0].encryption_in_transit[0].client_broker == \"TLS\"", "Nothing travels in plain text.") }}
{{ assert("!aws_msk_cluster.main.client_authentication[0].unauthenticated", "Every client says who it is.") }}
{% if details.storage %}
{{ assert("aws_msk_cluster.main.broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size == " ~ details.storage.volume_gib.value, "The plan has " ~ details.storage.volume_gib.value ~ " GiB on each broker.") }}
{% if details.storage.throughput_mib_s %}
{{ assert("aws_msk_cluster.main.broker_node_group_info[0].storage_info[0].ebs_storage_info[0].provisioned_throughput[0].volume_throughput == " ~ details.storage.throughput_mib_s.value, "The plan provisions " ~ details.storage.throughput_mib_s.value ~ " MiB/s of volume throughput.") }}
{% endif %}
{% if details.storage.growth == "autoscaled" %}
{{ assert("aws_appautoscaling_target.storage.max_capacity == " ~ details.storage.max_gib.value, "Volumes grow to " ~ details.storage.max_gib.value ~ " GiB at most.") }}
{% endif %}
{% else %}
{{ assert("length(aws_msk_cluster.main.broker_node_group_info[0].storage_info) == 0", "Express brokers take no storage settings.") }}
{% endif %}
{% if plan.flags.topics_as_terraform and environment.topics %}
{{ assert("length(aws_msk_topic.main) == " ~ (environment.topics | length), "The plan has " ~ (environment.topics | length) ~ " topics.") }}
{% for topic in environment.topics %}
{{ assert("aws_msk_topic.main[" ~ (topic.name | hcl) ~ "].partition_count == " ~ topic.partitions ~ " && aws_msk_topic.main[" ~ (topic.name | hcl) ~ "].replication_factor == " ~ topic.replication_factor, "The plan has " ~ topic.partitions ~ " partitions in " ~ topic.name ~ ", each " ~ topic.replication_factor ~ " times.") }}
{% endfor %}
{% endif %}
{% endif %}
{% for alarm in details.alarms %}
{% if alarm.dimensions in ("broker", "authentication") %}
{{ assert("length(aws_cloudwatch_metric_alarm." ~ (alarm.name | hcl_label) ~ ") == " ~ details.brokers ~ " && alltrue([for alarm in aws_cloudwatch_metric_alarm." ~ (alarm.name | hcl_label) ~ " : alarm.threshold == " ~ (alarm.threshold | hcl) ~ "])", "Alarm " ~ alarm.name ~ " watches each broker at the plan's threshold.") }}
{% else %}
{{ assert("aws_cloudwatch_metric_alarm." ~ (alarm.name | hcl_label) ~ ".threshold == " ~ (alarm.threshold | hcl), "Alarm " ~ alarm.name ~ " has the plan's threshold.") }}
{% endif %}
{% endfor %}
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
{{ refused("refuses_an_account_that_is_none", "allowed_account_ids", '["12345"]') }}
{% if plan.flags.iam %}
{{ refused("refuses_a_role_for_an_unknown_application", "application_roles", '{ nobody-knows-it = "role" }') }}
{% endif %}
{% if plan.flags.scram %}
{{ refused("refuses_half_a_password_version", "scram_password_versions", '{ anybody = 1.5 }') }}
{% endif %}
{% if plan.flags.connect %}
{{ refused("refuses_an_unknown_connector", "connectors", '{ nobody-knows-it = { plugin_bucket_arn = "arn:aws:s3:::b", plugin_key = "p.zip" } }') }}
{% endif %}
{% if "email" in alerts %}
{{ refused("refuses_an_address_that_is_none", "alert_emails", '["nobody"]') }}
{% endif %}
{% if "firehose" in details.log_destinations %}
{{ refused("refuses_a_stream_with_spaces", "log_delivery_stream", '"a b"') }}
{% endif %}
