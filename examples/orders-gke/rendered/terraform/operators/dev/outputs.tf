# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# What people need to know.

output "operator_version" {
  description = "Version of Strimzi's operator that runs here."
  value       = helm_release.operator.version
}
