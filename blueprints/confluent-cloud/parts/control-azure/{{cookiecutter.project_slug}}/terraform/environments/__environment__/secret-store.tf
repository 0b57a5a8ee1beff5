{% import "terraform.j2" as tf %}
{% import "sides.j2" as sides with context %}
{% set side = sides.main %}
{{ tf.header("The secret store: a key vault of this environment, closed to every network that is not named.") }}

{% include "secret_store_azure.tf" %}
