{% import "terraform.j2" as tf %}
{% import "sides.j2" as sides with context %}
{% set side = sides.standby %}
{{ tf.header("How clients in " ~ side.region ~ " reach the standby: as in " ~ environment.details.region ~ ", and made beforehand.") }}

{% include "connectivity_" ~ environment.details.provider ~ ".tf" %}
