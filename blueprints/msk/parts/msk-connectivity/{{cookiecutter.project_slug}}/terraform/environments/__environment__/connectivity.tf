{% import "terraform.j2" as tf %}
{% set accounts = plan.answers.security.client_accounts %}
{{ tf.header("Clients in other networks and accounts, over PrivateLink. They use terraform/modules/msk-client on their side.") }}

resource "aws_msk_cluster_policy" "main" {
  cluster_arn = aws_msk_cluster.main.arn
  policy      = data.aws_iam_policy_document.cluster.json
}

data "aws_iam_policy_document" "cluster" {
  statement {
    sid = "ClientAccountsConnect"
    actions = [
      "kafka:CreateVpcConnection",
      "kafka:DescribeCluster",
      "kafka:DescribeClusterV2",
      "kafka:GetBootstrapBrokers",
    ]
    resources = [aws_msk_cluster.main.arn]

    principals {
      type = "AWS"
      identifiers = [
{% for account in accounts %}
        "arn:${data.aws_partition.current.partition}:iam::{{ account | hcl_in }}:root",
{% else %}
        # Other networks of this account alone; name accounts in security.client_accounts to admit them.
        "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root",
{% endfor %}
      ]
    }
  }
{% if plan.flags.iam and accounts %}

  # Across accounts both must allow: this, and the principal's own policy, which names its topics and groups.
  statement {
    sid = "ClientAccountsUseKafka"
    actions = [
      "kafka-cluster:AlterGroup",
      "kafka-cluster:Connect",
      "kafka-cluster:DescribeGroup",
      "kafka-cluster:DescribeTopic",
      "kafka-cluster:ReadData",
      "kafka-cluster:WriteData",
      "kafka-cluster:WriteDataIdempotently",
    ]
    resources = [
      aws_msk_cluster.main.arn,
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":topic/")}/*",
      "${replace(aws_msk_cluster.main.arn, ":cluster/", ":group/")}/*",
    ]

    principals {
      type = "AWS"
      identifiers = [
{% for account in accounts %}
        "arn:${data.aws_partition.current.partition}:iam::{{ account | hcl_in }}:root",
{% endfor %}
      ]
    }
  }
{% endif %}
}
