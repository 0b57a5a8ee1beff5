{% import "terraform.j2" as tf %}
{% set adopt = environment.environment.adopt %}
{% set details = environment.details %}
{% if adopt %}
{{ tf.header("Takes over what exists. Remove this file's part from the answers after the first apply (environments[].adopt).") }}
#
# Read the first plan closely: anything but "will be imported" and "update in-place" on the cluster is a difference to
# settle before applying.

import {
  # Tests have nothing to import.
  for_each = var.adopt_existing ? { cluster = {{ adopt.cluster_arn | hcl }} } : {}

  to = {{ "aws_msk_serverless_cluster.main" if details.variant == "serverless" else "aws_msk_cluster.main" }}
  id = each.value
}
{% if adopt.configuration_arn and details.server_properties %}

import {
  for_each = var.adopt_existing ? { configuration = {{ adopt.configuration_arn | hcl }} } : {}

  to = aws_msk_configuration.main
  id = each.value
}
{% endif %}
{% else %}
{{ tf.header("This environment takes over nothing that exists.") }}
{% endif %}
