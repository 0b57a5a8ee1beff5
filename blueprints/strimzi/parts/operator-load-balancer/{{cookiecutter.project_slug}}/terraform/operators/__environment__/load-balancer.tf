{% import "terraform.j2" as tf %}
{% import "operators.j2" as op %}
{% set details = environment.details %}
{{ tf.header("The AWS Load Balancer Controller, which makes the brokers' network load balancers and sends traffic straight to their pods. What it may do is in terraform/environments/" ~ environment.environment.name ~ "/load-balancer.tf.") }}

resource "helm_release" "load_balancer" {
  name       = "aws-load-balancer-controller"
  namespace  = "kube-system"
  repository = "https://aws.github.io/eks-charts"
  chart      = "aws-load-balancer-controller"
  version    = "{{ op.load_balancer_controller }}"
  timeout    = 600

  values = [yamlencode({
    clusterName                 = data.aws_eks_cluster.main.name
    region                      = {{ plan.answers.cloud.region | hcl }}
    vpcId                       = data.aws_eks_cluster.main.vpc_config[0].vpc_id
    replicaCount                = {{ 2 if details.protect else 1 }}
    serviceAccount              = { create = true, name = "aws-load-balancer-controller" }
    defaultTargetType           = "ip"
    createIngressClassResource  = false
    enableServiceMutatorWebhook = false
    enableShield                = false
    enableWaf                   = false
    enableWafv2                 = false
  })]
}
