{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{{ tf.seeded("What " ~ environment.environment.name ~ " is told beyond the plan; variables.tf describes each. No secrets belong here.") }}

# admin_group_ids = ["00000000-0000-0000-0000-000000000000"]
admin_group_ids = []

# api_cidrs = ["203.0.113.0/24"]
api_cidrs = []
{% if details.own_key or details.tiered %}

# pipeline_cidrs = ["203.0.113.0/24"]
pipeline_cidrs = []
{% endif %}

# subscription_id = "00000000-0000-0000-0000-000000000000"
subscription_id = null
