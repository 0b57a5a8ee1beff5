{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set dns = plan.answers.cloud.dns %}
{{ tf.header("Names of our own for the brokers, for scrapers and people. Kafka clients keep using bootstrap_servers: the brokers' certificates and IAM signatures know only Amazon's names.") }}

{% if details.variant == "serverless" %}
# A Serverless cluster has no brokers that could be named.
{% else %}
data "aws_route53_zone" "main" {
  zone_id = {{ dns.zone_id | hcl }}
}

data "aws_msk_broker_nodes" "main" {
  cluster_arn = aws_msk_cluster.main.arn
}

resource "aws_route53_record" "brokers" {
  for_each = local.broker_ids

  zone_id = data.aws_route53_zone.main.zone_id
  name    = "{{ (dns.prefix ~ "-" ~ environment.environment.name) | hcl_in }}-${each.value}.${data.aws_route53_zone.main.name}"
  type    = "CNAME"
  # A replaced broker keeps its name; a short time keeps a rebuilt cluster from being missed.
  ttl     = 60
  records = flatten([for node in data.aws_msk_broker_nodes.main.node_info_list : node.endpoints if tostring(node.broker_id) == each.value])
}
{% endif %}
