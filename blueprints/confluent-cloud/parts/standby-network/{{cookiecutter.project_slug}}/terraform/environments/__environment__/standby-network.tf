{% import "terraform.j2" as tf %}
{% import "sides.j2" as sides with context %}
{% set side = sides.standby %}
{{ tf.header("The network of clients in " ~ side.region ~ ", which they go on in when " ~ environment.details.region ~ " is gone.") }}

{% include "network_" ~ environment.details.provider ~ ".tf" %}
