{% import "terraform.j2" as tf %}
{% import "network_checks.j2" as check %}
{% set details = environment.details %}
{{ tf.header("Who may come over the internet, as Terraform sees it. Needs no account: terraform test.") }}

{% include "network_test.j2" %}

run "filter" {
  command = plan
{{ check.assert("toset(confluent_ip_group.clients.cidr_blocks) == toset(" ~ (plan.answers.security.allowed_cidrs | hcl) ~ ")", "Networks of security.allowed_cidrs come in, and no others.") }}
{{ check.assert('!contains(confluent_ip_group.clients.cidr_blocks, "0.0.0.0/0")', "The whole internet is no allowed network.") }}
{{ check.assert('length(setsubtract(["KAFKA_DATA", "KAFKA_DISCOVERY", "KAFKA_MANAGEMENT", "SCHEMA"], confluent_ip_filter.main.operation_groups)) == 0', "The filter covers records, topics and schemas.") }}
{% if details.recovery %}
{{ check.assert("toset(confluent_ip_filter.standby.operation_groups) == toset([\"KAFKA_DATA\", \"KAFKA_DISCOVERY\", \"KAFKA_MANAGEMENT\", \"SCHEMA\"])", "The filter of the standby covers records, topics and schemas too.") }}
{% endif %}
}
