{% import "terraform.j2" as tf %}
{% import "sides.j2" as sides with context %}
{% set side = sides.main %}
{% set what = {
  "private-link": "a private link: an address in this network, and Confluent's names for it",
  "pni": "network interfaces of this network that Confluent attaches to its own machines",
  "peering": "a peering of this network with Confluent's",
  "transit-gateway": "a transit gateway that this network and Confluent's are attached to",
} %}
{{ tf.header("How clients reach Kafka: " ~ what[side.networking] ~ ". Nothing of it is on the internet.") }}

{% include "connectivity_" ~ environment.details.provider ~ ".tf" %}
