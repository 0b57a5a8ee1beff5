{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.header("What people need to know.") }}

output "operator_version" {
  description = "Version of Strimzi's operator that runs here{{ "; null where it is another's" if details.kubernetes == "existing" else "" }}."
  value       = {{ "one(helm_release.operator[*].version)" if details.kubernetes == "existing" else "helm_release.operator.version" }}
}
