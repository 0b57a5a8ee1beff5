{% import "terraform.j2" as tf %}
{% import "sides.j2" as sides with context %}
{% set side = sides.main %}
{% if side.network.cidr is defined %}
{{ tf.header("The network of clients: subnets without a way to the internet, and what they need of the cloud.") }}
{% else %}
{{ tf.header("The network is yours; it is read and checked here, and never changed but for what leads to Confluent.") }}
{% endif %}

{% include "network_" ~ environment.details.provider ~ ".tf" %}
