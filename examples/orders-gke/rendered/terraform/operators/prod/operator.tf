# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Strimzi's operator, which runs Kafka as kubernetes/overlays/prod describes it. Its resource definitions are
# applied before by make crds: Helm would install them once and never upgrade them.

resource "kubernetes_namespace_v1" "operator" {
  metadata {
    name = "strimzi"

    labels = {
      "pod-security.kubernetes.io/enforce"         = "restricted"
      "pod-security.kubernetes.io/enforce-version" = "v1.35"
      "pod-security.kubernetes.io/warn"            = "restricted"
      "pod-security.kubernetes.io/warn-version"    = "v1.35"
    }
  }
}

resource "helm_release" "operator" {
  name       = "strimzi"
  namespace  = kubernetes_namespace_v1.operator.metadata[0].name
  repository = "oci://quay.io/strimzi-helm"
  chart      = "strimzi-kafka-operator"
  # The newest release that was known on the day of reading; look for a newer one before a cluster
  # is made
  version   = "1.2.0"
  skip_crds = true
  timeout   = 600

  values = [yamlencode({
    # A second one takes over at once; only the leader works.
    replicas            = 2
    leaderElection      = { enable = true }
    podDisruptionBudget = { enabled = true, minAvailable = 1 }
    watchNamespaces     = ["orders-prod"]
    # Strimzi's 384 Mi run out when it watches Kafka
    resources = {
      limits   = { memory = "768Mi" }
      requests = { cpu = "500m", memory = "768Mi" }
    }
    # Every container it makes meets the strictest Pod Security Standard.
    extraEnvs = [{ name = "STRIMZI_POD_SECURITY_PROVIDER_CLASS", value = "restricted" }]
    # Labels of a GitOps controller stay off what the operator makes, or the controller takes that for its own and prunes it.
    labelsExclusionPattern = "(^app.kubernetes.io/(?!part-of).*|^kustomize.toolkit.fluxcd.io.*|^argocd.argoproj.io/.*)"
    podSecurityContext = {
      runAsNonRoot   = true
      seccompProfile = { type = "RuntimeDefault" }
    }
    topologySpreadConstraints = [{
      maxSkew           = 1
      topologyKey       = "topology.kubernetes.io/zone"
      whenUnsatisfiable = "ScheduleAnyway"
      labelSelector     = { matchLabels = { "strimzi.io/kind" = "cluster-operator" } }
    }]
  })]
}
