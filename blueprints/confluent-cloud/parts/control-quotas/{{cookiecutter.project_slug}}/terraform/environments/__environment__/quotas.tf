{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("How fast each application may write and read, over the whole cluster: whoever goes mad slows itself down, not the others.") }}

locals {
  quotas = {
{% for identity in details.quotas %}
{{ tf.reason(identity.quota.reason, 4) }}
    {{ identity.name | hcl }} = {
      ingress = {{ identity.quota.ingress_byte_rate | hcl }}
      egress  = {{ identity.quota.egress_byte_rate | hcl }}
    }
{% endfor %}
  }
}

resource "confluent_kafka_client_quota" "applications" {
  for_each = local.quotas

  display_name = each.key
  description  = "What ${each.key} may write and read"
  principals   = [local.principal_ids[each.key]]

  throughput {
    ingress_byte_rate = tostring(each.value.ingress)
    egress_byte_rate  = tostring(each.value.egress)
  }

  kafka_cluster {
    id = confluent_kafka_cluster.main.id
  }

  environment {
    id = confluent_environment.main.id
  }
}
