{% import "terraform.j2" as tf %}
{% import "sides.j2" as sides with context %}
{% set side = sides.main %}
{{ tf.header("The secret store: AWS Secrets Manager, under a key of its own.") }}

{% include "secret_store_aws.tf" %}

locals {
  secret_readers = distinct(flatten([for readers in values(var.secret_readers) : tolist(readers)]))
}
