# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Prometheus, Alertmanager and Grafana. They find monitors, rules and dashboards of every namespace by
# themselves; those of Kafka come with kubernetes/overlays/dev.

resource "kubernetes_namespace_v1" "monitoring" {
  metadata {
    name = "monitoring"

    # The exporter of machines looks at the machine itself.
    labels = {
      "pod-security.kubernetes.io/enforce"         = "privileged"
      "pod-security.kubernetes.io/enforce-version" = "v1.35"
      "pod-security.kubernetes.io/warn"            = "privileged"
      "pod-security.kubernetes.io/warn-version"    = "v1.35"
    }
  }
}

locals {
  # Where Prometheus and Alertmanager keep what they know.
  monitoring_disk = {
    for name, size in { prometheus = "50Gi", alertmanager = "2Gi" } : name => {
      volumeClaimTemplate = {
        spec = {
          accessModes      = ["ReadWriteOnce"]
          resources        = { requests = { storage = size } }
          storageClassName = "standard-rwo"
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
  # Seen at work with operator v0.93.0; look for a newer one before a cluster is made
  version = "88.1.3"
  timeout = 900

  values = [yamlencode({
    prometheus = {
      prometheusSpec = {
        retention = "15d"
        # The oldest go before the disk is full, whatever the days say.
        retentionSize = "${floor(50 * 0.85)}GB"
        storageSpec   = local.monitoring_disk.prometheus
        # What other namespaces bring along is read as well, whatever its labels.
        podMonitorSelectorNilUsesHelmValues     = false
        ruleSelectorNilUsesHelmValues           = false
        serviceMonitorSelectorNilUsesHelmValues = false
      }
    }
    alertmanager = {
      alertmanagerSpec = {
        replicas = 1
        storage  = local.monitoring_disk.alertmanager
      }
    }
    # The cloud runs these and shows nobody their metrics.
    kubeControllerManager = { enabled = false }
    kubeEtcd              = { enabled = false }
    kubeScheduler         = { enabled = false }
    # Cilium does its work.
    kubeProxy = { enabled = false }
  })]
}
