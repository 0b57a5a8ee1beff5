{% import "terraform.j2" as tf %}
{% import "sides.j2" as sides with context %}
{% set side = sides.main %}
{{ tf.header("The secret store: Secret Manager, in this region alone.") }}

{% include "secret_store_gcp.tf" %}
