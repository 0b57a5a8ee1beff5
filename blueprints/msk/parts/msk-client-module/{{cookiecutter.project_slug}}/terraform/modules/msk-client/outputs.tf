{% import "terraform.j2" as tf %}
{{ tf.header("What clients need. Their bootstrap address is the cluster's output bootstrap_servers, listener private-link.") }}

output "connection_arn" {
  description = "ARN of the connection."
  value       = aws_msk_vpc_connection.main.arn
}

output "security_group_id" {
  description = "Security group of the connection."
  value       = aws_security_group.connection.id
}
