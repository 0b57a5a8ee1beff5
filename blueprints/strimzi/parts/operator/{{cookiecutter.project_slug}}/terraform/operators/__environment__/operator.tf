{% import "terraform.j2" as tf %}
{% import "operators.j2" as op %}
{% set details = environment.details %}
{% set existing = details.kubernetes == "existing" %}
{{ tf.header("Strimzi's operator, which runs Kafka as kubernetes/overlays/" ~ environment.environment.name ~ " describes it. Its resource definitions are applied before by make crds: Helm would install them once and never upgrade them.") }}

resource "kubernetes_namespace_v1" "operator" {
{% if existing %}
  count = var.install_operator ? 1 : 0

{% endif %}
  metadata {
    name = {{ details.operator_namespace | hcl }}

    labels = {{ op.pod_security("restricted", details) }}
  }
}

resource "helm_release" "operator" {
{% if existing %}
  count = var.install_operator ? 1 : 0

{% endif %}
  name       = "strimzi"
  namespace  = kubernetes_namespace_v1.operator{{ "[0]" if existing else "" }}.metadata[0].name
  repository = "oci://quay.io/strimzi-helm"
  chart      = "strimzi-kafka-operator"
{{ tf.reason(details.strimzi_version.reason) }}
  version   = {{ details.strimzi_version.value | hcl }}
  skip_crds = true
  timeout   = 600

  values = [yamlencode({
    # A second one takes over at once; only the leader works.
    replicas            = {{ 2 if details.protect else 1 }}
    leaderElection      = { enable = true }
    podDisruptionBudget = { enabled = {{ details.protect | hcl }}, minAvailable = 1 }
{% if existing %}
    watchNamespaces     = var.watched_namespaces
{% else %}
    watchNamespaces     = [{{ details.namespace | hcl }}]
{% endif %}
{{ tf.reason(details.operator.reason, 4) }}
    resources = {
      limits   = { memory = {{ details.operator.memory | hcl }} }
      requests = { cpu = {{ details.operator.cpu | hcl }}, memory = {{ details.operator.memory | hcl }} }
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
