# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# What the environments' init needs.

output "state_bucket" {
  description = "Bucket of the state: terraform init -backend-config=\"bucket=…\"."
  value       = aws_s3_bucket.state.id
}

output "state_key_arn" {
  description = "Key that encrypts the state; whoever runs Terraform needs kms:Decrypt and kms:GenerateDataKey on it."
  value       = aws_kms_key.state.arn
}
