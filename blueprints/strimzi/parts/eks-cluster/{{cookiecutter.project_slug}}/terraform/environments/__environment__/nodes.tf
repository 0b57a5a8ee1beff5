{% import "terraform.j2" as tf %}
{% import "eks.j2" as eks %}
{% set details = environment.details %}
{% set name = details.kubernetes_name %}
{{ tf.header("The machines: a group per zone, so that each zone has its share and a disk finds a machine in its own.") }}
{% for group in details.machines %}
{% set label = group.name | hcl_label %}

{{ group.reason | wrap(110) }}
resource "aws_launch_template" "{{ label }}" {
  name                   = {{ (name ~ "-" ~ group.name) | fit(128) | hcl }}
  description            = {{ ("Machines of " ~ name ~ ": " ~ group.name) | fit(255) | hcl }}
  instance_type          = {{ group.machine | hcl }}
  update_default_version = true

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      delete_on_termination = true
      encrypted             = true
{% if details.own_key %}
      kms_key_id            = aws_kms_key.main.arn
{% endif %}
      volume_size           = {{ group.disk_gib }}
      volume_type           = "gp3"
    }
  }

  # Pods get credentials from EKS Pod Identity; the machine's own are out of their reach.
  metadata_options {
    http_endpoint               = "enabled"
    http_put_response_hop_limit = 1
    http_tokens                 = "required"
  }

  # The provider's tags stop at the template; bills are read by those of machines and disks.
  dynamic "tag_specifications" {
    for_each = toset(["instance", "volume"])

    content {
      resource_type = tag_specifications.value

      tags = {{ {"Name": name ~ "-" ~ group.name, "project": plan.answers.name, "environment": environment.environment.name} | hcl(6) }}
    }
  }
}

resource "aws_eks_node_group" "{{ label }}" {
  for_each = toset([{{ range(1, group.zones + 1) | map("string") | map("hcl") | join(", ") }}])

  cluster_name    = aws_eks_cluster.main.name
  node_group_name = "{{ group.name | hcl_in }}-${each.key}"
  node_role_arn   = aws_iam_role.nodes.arn
  subnet_ids      = [local.node_subnets[each.key]]
  version         = aws_eks_cluster.main.version
  ami_type        = {{ ("AL2023_ARM_64_STANDARD" if group.architecture == "arm64" else "AL2023_x86_64_STANDARD") | hcl }}
{% if group.dedicated %}

  labels = {
    "kafka-scaffold.io/pool" = {{ group.dedicated | hcl }}
  }
{% endif %}

  launch_template {
    id      = aws_launch_template.{{ label }}.id
    version = aws_launch_template.{{ label }}.latest_version
  }

  scaling_config {
    desired_size = {{ group.per_zone }}
    min_size     = {{ group.per_zone }}
    max_size     = {{ group.most_per_zone }}
  }
{% if group.dedicated %}

  taint {
    key    = "kafka-scaffold.io/pool"
    value  = {{ group.dedicated | hcl }}
    effect = "NO_SCHEDULE"
  }
{% endif %}

  update_config {
    max_unavailable = 1
  }
{% if details.variant == "local-disk" and group.dedicated %}

  # A new machine has an empty disk: replace these one at a time, when every copy is in sync (docs/runbooks).
  lifecycle {
    ignore_changes = [launch_template[0].version, release_version, version]
  }
{% endif %}

  depends_on = [
    aws_eks_addon.vpc_cni,
    aws_iam_role_policy_attachment.nodes,
  ]
}
{% endfor %}

resource "aws_iam_role" "nodes" {
  name               = {{ ("kafka-" ~ name ~ "-nodes") | fit(64) | hcl }}
  description        = "Lets machines join the cluster and pull images"
  assume_role_policy = data.aws_iam_policy_document.nodes_trust.json
}

data "aws_iam_policy_document" "nodes_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

# The CNI plugin runs before anything that could give it a role of its own.
resource "aws_iam_role_policy_attachment" "nodes" {
  for_each = toset(["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy"])

  role       = aws_iam_role.nodes.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${each.value}"
}
