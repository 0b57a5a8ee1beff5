{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set cloud = plan.answers.cloud.provider %}
{% set asking = details.connectors | selectattr("fill_ins") | list %}
{{ tf.seeded("What the data plane of " ~ environment.environment.name ~ " is told beyond the plan; variables.tf describes each. No secrets belong here.") }}
{% if environment.topics %}

# adopted_topics = [{{ environment.topics[0].name | hcl | comment }}]
adopted_topics = []
{% endif %}
{% if cloud == "aws" %}

# allowed_account_ids = ["123456789012"]
allowed_account_ids = []
{% endif %}
{% if asking %}

# connectors = { {{ asking[0].name | hcl | comment }} = { {% for field in asking[0].fill_ins %}{{ field }} = "…"{{ "" if loop.last else ", " }}{% endfor %} } }
connectors = {}
{% endif %}
{% if details.flink %}

# flink_stopped = ["orders-by-hour"]
flink_stopped = []
{% endif %}
{% if details.recovery and details.recovery.topics %}

# PROMOTED or FAILED_OVER takes over in {{ details.recovery.region | comment }}; docs/runbooks tells when.
mirror_status = "ACTIVE"
{% endif %}
{% if details.connectors %}

# paused_connectors = [{{ details.connectors[0].name | hcl | comment }}]
paused_connectors = []
{% endif %}
{% if cloud == "gcp" %}

# project_id = "kafka-{{ environment.environment.name | comment }}"
project_id = null
{% endif %}
{% if cloud == "azure" %}

# subscription_id = "00000000-0000-0000-0000-000000000000"
subscription_id = null
{% endif %}
