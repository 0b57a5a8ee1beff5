{% import "terraform.j2" as tf %}
{% import "eks.j2" as eks %}
{% set details = environment.details %}
{% set name = details.kubernetes_name %}
{{ tf.header("The Kubernetes control plane: private, encrypted, logged, and who may use it.") }}

resource "aws_eks_cluster" "main" {
  name     = {{ name | hcl }}
  role_arn = aws_iam_role.cluster.arn
{{ tf.reason(details.kubernetes_version.reason) }}
  version                   = {{ details.kubernetes_version.value | hcl }}
  enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
  deletion_protection       = {{ details.protect | hcl }}
  # What runs on every machine is in addons.tf, with versions.
  bootstrap_self_managed_addons = false

  access_config {
    authentication_mode = "API"
    # Whoever applies this first also installs the operator; admin_role_arns names everybody else.
    bootstrap_cluster_creator_admin_permissions = true
  }

  encryption_config {
    resources = ["secrets"]

    provider {
      key_arn = aws_kms_key.main.arn
    }
  }

  # Six times the price after the end of standard support: upgrade instead.
  upgrade_policy {
    support_type = "STANDARD"
  }

  vpc_config {
    subnet_ids              = values(local.node_subnets)
    endpoint_private_access = true
    endpoint_public_access  = length(var.api_cidrs) > 0
    public_access_cidrs     = length(var.api_cidrs) > 0 ? var.api_cidrs : null
  }

  lifecycle {
    prevent_destroy = {{ details.protect | hcl }}
  }

  depends_on = [
    aws_cloudwatch_log_group.cluster,
    aws_iam_role_policy_attachment.cluster,
  ]
}

# EKS would make it without a key and keep it for ever.
resource "aws_cloudwatch_log_group" "cluster" {
  #checkov:skip=CKV_AWS_338:Kept for as long as monitoring.log_retention asks
  name              = {{ ("/aws/eks/" ~ name ~ "/cluster") | hcl }}
  kms_key_id        = aws_kms_key.main.arn
  retention_in_days = {{ plan.answers.monitoring.log_retention_days | hcl }}
}

resource "aws_iam_role" "cluster" {
  name               = {{ ("kafka-" ~ name ~ "-cluster") | fit(64) | hcl }}
  description        = "Lets EKS run the control plane"
  assume_role_policy = data.aws_iam_policy_document.cluster_trust.json
}

data "aws_iam_policy_document" "cluster_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["eks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_iam_role_policy_attachment" "cluster" {
  role       = aws_iam_role.cluster.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonEKSClusterPolicy"
}

# Who is inside the network may call the API; what they may do there, their access entry says.
resource "aws_vpc_security_group_ingress_rule" "api" {
  for_each = toset(concat([{{ eks.vpc(environment.environment.network) }}.cidr_block], var.api_private_cidrs))

  security_group_id = aws_eks_cluster.main.vpc_config[0].cluster_security_group_id
  description       = "The Kubernetes API, from the network"
  cidr_ipv4         = each.value
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}

resource "aws_eks_access_entry" "admins" {
  for_each = var.admin_role_arns

  cluster_name  = aws_eks_cluster.main.name
  principal_arn = each.value
}

resource "aws_eks_access_policy_association" "admins" {
  for_each = aws_eks_access_entry.admins

  cluster_name  = aws_eks_cluster.main.name
  principal_arn = each.value.principal_arn
  policy_arn    = "arn:${data.aws_partition.current.partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"

  access_scope {
    type = "cluster"
  }
}
