{% import "terraform.j2" as tf %}
{% import "aws.j2" as aws %}
{% set details = environment.details %}
{{ tf.header("The cluster. MSK Serverless sizes, patches and encrypts it; only where it is and who may ask is ours.") }}

resource "aws_msk_serverless_cluster" "main" {
  cluster_name = {{ details.cluster_name | hcl }}

  vpc_config {
    subnet_ids         = {{ aws.broker_subnets(environment.environment.network) }}
    security_group_ids = [aws_security_group.brokers.id]
  }

  client_authentication {
    sasl {
      iam {
        enabled = true
      }
    }
  }

  lifecycle {
    prevent_destroy = {{ (details.protect or environment.environment.adopt is not none) | hcl }}
{% if environment.environment.adopt %}
    # An adopted cluster stays where it was made; another place would mean another cluster.
    ignore_changes = [vpc_config]
{% endif %}
  }
}
