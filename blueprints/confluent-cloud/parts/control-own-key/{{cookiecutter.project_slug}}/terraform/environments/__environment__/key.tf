{% import "terraform.j2" as tf %}
{% import "sides.j2" as sides with context %}
{% set side = sides.main %}
{{ tf.header("The key that records are encrypted with at rest, and what " ~ {"aws": "Confluent's roles", "gcp": "Confluent's group", "azure": "Confluent"}[side.provider] ~ " may do with it. Without the key the records are gone.") }}
{% if side.provider != "azure" %}

{% endif %}
{% include "key_" ~ side.provider ~ ".tf" %}
