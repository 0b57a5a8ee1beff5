{% import "terraform.j2" as tf %}
{{ tf.header("placeholder") }}
