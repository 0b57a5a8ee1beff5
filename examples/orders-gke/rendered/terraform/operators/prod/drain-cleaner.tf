# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# The drain cleaner: when a machine is drained, it has the operator move the broker instead of letting it be
# evicted, so that no partition loses a copy it needs. Without it Kubernetes goes on as it always does.

resource "helm_release" "drain_cleaner" {
  name       = "strimzi-drain-cleaner"
  namespace  = kubernetes_namespace_v1.operator.metadata[0].name
  repository = "oci://quay.io/strimzi-helm"
  chart      = "strimzi-drain-cleaner"
  # Of the release that is installed here
  version = "1.6.1"
  timeout = 300

  values = [yamlencode({
    replicaCount        = 2
    podDisruptionBudget = { create = true, minAvailable = 1 }
    namespace           = { create = false, name = "strimzi" }
    certManager         = { create = false }
    secret = {
      create    = true
      tls_crt   = base64encode(tls_locally_signed_cert.drain_cleaner.cert_pem)
      ca_bundle = base64encode(tls_self_signed_cert.drain_cleaner.cert_pem)
    }
    resources = {
      limits   = { memory = "128Mi" }
      requests = { cpu = "50m", memory = "128Mi" }
    }
    podSecurityContext = {
      runAsNonRoot   = true
      seccompProfile = { type = "RuntimeDefault" }
    }
    securityContext = {
      allowPrivilegeEscalation = false
      capabilities             = { drop = ["ALL"] }
      readOnlyRootFilesystem   = true
    }
  })]

  set_sensitive = [{
    name  = "secret.tls_key"
    value = base64encode(tls_private_key.drain_cleaner.private_key_pem)
  }]
}

# Kubernetes speaks TLS to it. An authority of its own for one certificate; both are renewed a year before they end,
# by an apply. The keys are in the state, which is encrypted, and are good for nothing else.
resource "tls_private_key" "drain_cleaner_authority" {
  algorithm   = "ECDSA"
  ecdsa_curve = "P256"
}

resource "tls_self_signed_cert" "drain_cleaner" {
  private_key_pem       = tls_private_key.drain_cleaner_authority.private_key_pem
  is_ca_certificate     = true
  validity_period_hours = 43800
  early_renewal_hours   = 8760
  allowed_uses          = ["cert_signing", "crl_signing", "digital_signature"]

  subject {
    common_name = "strimzi-drain-cleaner"
  }
}

resource "tls_private_key" "drain_cleaner" {
  algorithm   = "ECDSA"
  ecdsa_curve = "P256"
}

resource "tls_cert_request" "drain_cleaner" {
  private_key_pem = tls_private_key.drain_cleaner.private_key_pem
  dns_names       = ["strimzi-drain-cleaner.strimzi.svc", "strimzi-drain-cleaner.strimzi.svc.cluster.local"]

  subject {
    common_name = "strimzi-drain-cleaner"
  }
}

resource "tls_locally_signed_cert" "drain_cleaner" {
  cert_request_pem      = tls_cert_request.drain_cleaner.cert_request_pem
  ca_private_key_pem    = tls_private_key.drain_cleaner_authority.private_key_pem
  ca_cert_pem           = tls_self_signed_cert.drain_cleaner.cert_pem
  validity_period_hours = 43800
  early_renewal_hours   = 8760
  allowed_uses          = ["digital_signature", "server_auth"]
}
