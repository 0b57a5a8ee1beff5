{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.seeded("What " ~ environment.environment.name ~ " is told beyond the plan; variables.tf describes each. No secrets belong here.") }}

{% if details.kubernetes == "eks" %}
# allowed_account_ids = ["123456789012"]
allowed_account_ids = []
{% elif details.kubernetes == "gke" %}
# project_id = "kafka-{{ environment.environment.name | comment }}"
project_id = null
{% elif details.kubernetes == "aks" %}
# subscription_id = "00000000-0000-0000-0000-000000000000"
subscription_id = null
{% else %}
# The context that make uses as well; kubectl config get-contexts lists them.
kube_context = {{ details.kubernetes_name | hcl }}
{% endif %}
