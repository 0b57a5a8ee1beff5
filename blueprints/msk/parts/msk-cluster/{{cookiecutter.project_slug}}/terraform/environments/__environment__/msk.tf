{% import "terraform.j2" as tf %}
{% import "aws.j2" as aws %}
{% import "msk.j2" as msk %}
{% set details = environment.details %}
{% set adopt = environment.environment.adopt %}
{% set network = environment.environment.network %}
{{ tf.header("The cluster. Sizes come from the plan (docs/capacity-plan.md); its name, key and subnets can never change.") }}

{% if details.server_properties %}
# The name stays and the Kafka version is left out on purpose: changing either would replace a configuration in use.
resource "aws_msk_configuration" "main" {
  name        = {{ details.configuration_name | hcl }}
  description = {{ ("Broker settings of " ~ details.cluster_name) | hcl }}

  server_properties = join("\n", [
{% for property in details.server_properties %}
    {{ property.reason | wrap(100, "    # ") | trim }}
{% if details.acl_bootstrap and property.name == details.acl_bootstrap.name %}
    # Open until access/apply.sh has granted the first ACLs, then set acls_enforced.
    "{{ property.name | hcl_in }}=${!var.acls_enforced}",
{% else %}
    {{ (property.name ~ "=" ~ (property.value | properties)) | hcl }},
{% endif %}
{% endfor %}
  ])
}

{% endif %}
resource "aws_msk_cluster" "main" {
{% if details.public %}
  #checkov:skip=CKV_AWS_291:security.exposure asks for clients on the internet; the security group lists their networks
{% endif %}
  cluster_name = {{ details.cluster_name | hcl }}
{{ tf.decided("kafka_version", details.kafka_version) }}
{{ tf.reason(details.brokers_reason) }}
  number_of_broker_nodes = {{ details.brokers | hcl }}
{% if details.enhanced_monitoring %}
{{ tf.decided("enhanced_monitoring", details.enhanced_monitoring) }}
{% endif %}
{% if details.storage %}
{{ tf.reason(details.storage.tiered_reason) }}
  storage_mode = {{ ("TIERED" if details.storage.tiered else "LOCAL") | hcl }}
{% endif %}

  broker_node_group_info {
    instance_type   = {{ details.instance_type | hcl }}
{% if adopt %}
    client_subnets  = data.aws_msk_cluster.adopted.broker_node_group_info[0].client_subnets
    security_groups = data.aws_msk_cluster.adopted.broker_node_group_info[0].security_groups
{% else %}
    client_subnets  = {{ aws.broker_subnets(network) }}
    security_groups = [aws_security_group.brokers.id]
{% endif %}
{% if details.storage %}

    storage_info {
      ebs_storage_info {
        {{ details.storage.volume_gib.reason | wrap(100, "        # ") | trim }}
{% if details.storage.growth != "autoscaled" %}
{{ tf.reason(details.storage.growth_reason, 8) }}
{% endif %}
        volume_size = {{ details.storage.volume_gib.value | hcl }}
{% if details.storage.throughput_mib_s %}

        provisioned_throughput {
          enabled = true
          {{ details.storage.throughput_mib_s.reason | wrap(100, "          # ") | trim }}
          volume_throughput = {{ details.storage.throughput_mib_s.value | hcl }}
        }
{% endif %}
      }
    }
{% endif %}
{% if details.public or details.private_link or details.dual_stack %}

    connectivity_info {
{% if details.dual_stack %}
      # Brokers answer on IPv4 and IPv6; going back to IPv4 alone is not offered.
      network_type = "DUAL"
{% endif %}
{% if details.public %}
{% if details.dual_stack %}

{% endif %}
      public_access {
        # MSK refuses this while the cluster is created: apply once, then set the variable and apply again.
        type = var.public_access_enabled ? "SERVICE_PROVIDED_EIPS" : "DISABLED"
      }
{% endif %}
{% if details.private_link %}
{% if details.dual_stack or details.public %}

{% endif %}
      vpc_connectivity {
        client_authentication {
{% if details.authentication == "mtls" %}
          tls = true
{% else %}
          sasl {
            {{ details.authentication }} = true
          }
{% endif %}
        }
      }
{% endif %}
    }
{% endif %}
  }

  client_authentication {
    unauthenticated = false
{% set modes = details.listeners | map(attribute="name") | list %}
{% if "iam" in modes or "scram" in modes %}

    sasl {
      iam   = {{ ("iam" in modes) | hcl }}
      scram = {{ ("scram" in modes) | hcl }}
    }
{% endif %}
{% if "mtls" in modes %}

    tls {
      certificate_authority_arns = [
{% for authority in plan.answers.security.certificate_authority_arns %}
        {{ authority | hcl }},
{% endfor %}
      ]
    }
{% endif %}
  }
{% if details.server_properties %}

  configuration_info {
    arn      = aws_msk_configuration.main.arn
    revision = aws_msk_configuration.main.latest_revision
  }
{% endif %}

  encryption_info {
{% if adopt %}
    # The cluster keeps the key it was created with; another key would mean another cluster.
    #checkov:skip=CKV_AWS_81:An adopted cluster cannot change its key
{% elif details.own_key %}
    encryption_at_rest_kms_key_arn = aws_kms_key.main.arn
{% endif %}

    encryption_in_transit {
      client_broker = "TLS"
      in_cluster    = true
    }
  }
{% if details.log_destinations %}

  logging_info {
    broker_logs {
{% for destination in details.log_destinations %}
{% if not loop.first %}

{% endif %}
{% if destination == "cloudwatch" %}
      cloudwatch_logs {
        enabled   = true
        log_group = aws_cloudwatch_log_group.brokers.name
      }
{% elif destination == "s3" %}
      s3 {
        enabled = true
        bucket  = aws_s3_bucket.logs.id
        prefix  = "brokers"
      }
{% else %}
      firehose {
        enabled         = true
        delivery_stream = var.log_delivery_stream
      }
{% endif %}
{% endfor %}
    }
  }
{% endif %}
{% if details.open_monitoring %}

  # Prometheus scrapes each broker on 11001 (Kafka) and 11002 (host), at most once a minute.
  open_monitoring {
    prometheus {
      jmx_exporter {
        enabled_in_broker = true
      }

      node_exporter {
        enabled_in_broker = true
      }
    }
  }
{% endif %}
{% if details.rebalancing %}

  # MSK moves partitions itself after brokers are added or removed; no reassignment by hand while this is active.
  rebalancing {
    status = "ACTIVE"
  }
{% endif %}

  timeouts {
    create = "3h"
    # A rolling change takes 10 to 15 minutes per broker.
    update = "24h"
    delete = "3h"
  }

  lifecycle {
{% if adopt %}
    # An adopted cluster holds data; a difference in name, key or subnets would replace it.
    prevent_destroy = true
{% else %}
    prevent_destroy = {{ details.protect | hcl }}
{% endif %}
{% if details.storage and details.storage.growth == "autoscaled" %}
{{ tf.reason(details.storage.growth_reason, 4) }}
    ignore_changes = [broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size]
{% endif %}
{% if plan.flags.public %}

    precondition {
      condition     = !var.public_access_enabled || {{ "var.acls_enforced" if plan.flags.acls else "true" }}
      error_message = "MSK refuses public access while access without an ACL is allowed: set acls_enforced first."
    }
{% endif %}
  }
{% if details.log_destinations and "s3" in details.log_destinations %}

  # MSK checks at once that it may write there.
  depends_on = [aws_s3_bucket_policy.logs]
{% endif %}
}
