{% import "terraform.j2" as tf %}
{% import "eks.j2" as eks %}
{% set details = environment.details %}
{% set s3 = details.connect and plan.flags.connect_s3 %}
{{ tf.header("What the next steps and people need to know.") }}

output "cluster_endpoint" {
  description = "Address of the Kubernetes API."
  value       = aws_eks_cluster.main.endpoint
}

output "cluster_name" {
  description = "Name of the Kubernetes cluster."
  value       = aws_eks_cluster.main.name
}

output "kms_key_arn" {
  description = "Key of secrets, logs and buckets{{ ", and of disks" if details.own_key else "" }}."
  value       = aws_kms_key.main.arn
}

output "node_subnet_ids" {
  description = "Subnets of the machines, by zone."
  value       = local.node_subnets
}

output "settings" {
  description = "What kubernetes/overlays/{{ environment.environment.name }}/settings.yaml asks for and is known here."
  value = {
{% set known = [] %}
{% if s3 and known.append(('"connect-bucket"', "aws_s3_bucket.connect.id")) %}{% endif %}
{% if details.own_key and known.append(('"disk-key"', "aws_kms_key.main.arn")) %}{% endif %}
{% if details.tiered and known.append(('"tiered-bucket"', "aws_s3_bucket.tiered.id")) %}{% endif %}
{% if known %}
{{ tf.arguments(known, 4) }}
{% endif %}
  }
}

output "vpc_id" {
  description = "Network of the cluster."
  value       = {{ eks.vpc(environment.environment.network) }}.id
}
