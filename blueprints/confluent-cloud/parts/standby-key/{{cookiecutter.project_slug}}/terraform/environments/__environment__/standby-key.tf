{% import "terraform.j2" as tf %}
{% import "sides.j2" as sides with context %}
{% set side = sides.standby %}
{{ tf.header("The key that the standby's records are encrypted with at rest: one of its own, in its own region. Without the key the records are gone.") }}
{% if side.provider != "azure" %}

{% endif %}
{% include "key_" ~ side.provider ~ ".tf" %}
