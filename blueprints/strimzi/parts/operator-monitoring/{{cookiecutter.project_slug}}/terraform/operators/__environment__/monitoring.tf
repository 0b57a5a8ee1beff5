{% import "terraform.j2" as tf %}
{% import "operators.j2" as op %}
{% set details = environment.details %}
{{ tf.header("Prometheus, Alertmanager and Grafana. They find monitors, rules and dashboards of every namespace by themselves; those of Kafka come with kubernetes/overlays/" ~ environment.environment.name ~ ".") }}

resource "kubernetes_namespace_v1" "monitoring" {
  metadata {
    name = "monitoring"

    # The exporter of machines looks at the machine itself.
    labels = {{ op.pod_security("privileged", details) }}
  }
}
{% if details.kubernetes == "eks" %}

# EKS has no class of disks that are encrypted and of today's kind.
resource "kubernetes_storage_class_v1" "monitoring" {
  metadata {
    name = "monitoring"
  }

  storage_provisioner    = "ebs.csi.aws.com"
  reclaim_policy         = "Delete"
  volume_binding_mode    = "WaitForFirstConsumer"
  allow_volume_expansion = true

  parameters = {
    encrypted = "true"
    type      = "gp3"
  }
}
{% endif %}

{% set class = {"eks": "kubernetes_storage_class_v1.monitoring.metadata[0].name", "gke": '"standard-rwo"', "aks": '"managed-csi"'}.get(details.kubernetes, "null") %}
locals {
  # Where Prometheus and Alertmanager keep what they know.
  monitoring_disk = {
    for name, size in { prometheus = "{{ details.monitoring_disk_gib }}Gi", alertmanager = "2Gi" } : name => {
      volumeClaimTemplate = {
        spec = {
          accessModes      = ["ReadWriteOnce"]
          resources        = { requests = { storage = size } }
          storageClassName = {{ class }}
        }
      }
    }
  }
}

resource "helm_release" "monitoring" {
  name       = "monitoring"
  namespace  = kubernetes_namespace_v1.monitoring.metadata[0].name
  repository = "https://prometheus-community.github.io/helm-charts"
  chart      = "kube-prometheus-stack"
{{ tf.reason(details.monitoring_stack_version.reason) }}
  version = {{ details.monitoring_stack_version.value | hcl }}
  timeout = 900

  values = [yamlencode({
    prometheus = {
      prometheusSpec = {
        retention = "{{ details.monitoring_retention_days }}d"
        # The oldest go before the disk is full, whatever the days say.
        retentionSize = "${floor({{ details.monitoring_disk_gib }} * 0.85)}GB"
        storageSpec   = local.monitoring_disk.prometheus
        # What other namespaces bring along is read as well, whatever its labels.
        podMonitorSelectorNilUsesHelmValues     = false
        ruleSelectorNilUsesHelmValues           = false
        serviceMonitorSelectorNilUsesHelmValues = false
      }
    }
    alertmanager = {
      alertmanagerSpec = {
        replicas = {{ 2 if details.protect else 1 }}
        storage  = local.monitoring_disk.alertmanager
      }
    }
    # The cloud runs these and shows nobody their metrics.
    kubeControllerManager = { enabled = false }
    kubeEtcd              = { enabled = false }
    kubeScheduler         = { enabled = false }
{% if details.kubernetes != "eks" %}
    # Cilium does its work.
    kubeProxy = { enabled = false }
{% endif %}
  })]
}
