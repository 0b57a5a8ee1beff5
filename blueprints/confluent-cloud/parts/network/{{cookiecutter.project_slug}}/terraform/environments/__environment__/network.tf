{% import "terraform.j2" as tf %}
{% import "sides.j2" as sides with context %}
{% set side = sides.main %}
{% if side.network.cidr is defined %}
{{ tf.header("The network of clients: subnets without a way to the internet, and what they need of the cloud. Whoever runs terraform/data from here also needs a way to api.confluent.cloud, by a proxy or by a network that this one is connected to.") }}
{% else %}
{{ tf.header("The network is yours; it is read and checked here, and never changed but for what leads to Confluent.") }}
{% endif %}

{% include "network_" ~ environment.details.provider ~ ".tf" %}
