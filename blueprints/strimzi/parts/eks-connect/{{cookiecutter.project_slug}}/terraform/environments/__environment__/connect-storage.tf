{% import "terraform.j2" as tf %}
{% import "eks.j2" as eks %}
{% set details = environment.details %}
{{ tf.header("The bucket that sink connectors write to, and the Connect workers' access to it.") }}

{{ eks.bucket(plan, environment, "connect", "Lets Connect workers write objects", "kafka-" ~ details.kubernetes_name ~ "-connect", details.connect.name ~ "-connect", "Objects are written once under names with offsets; a second write is the same object", "kafka-" ~ details.kubernetes_name ~ "-connect") }}
