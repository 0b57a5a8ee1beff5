{% import "terraform.j2" as tf %}
{{ tf.seeded("What " ~ environment.environment.name ~ " is told beyond the plan; variables.tf describes each. No secrets belong here.") }}

# admin_role_arns = ["arn:aws:iam::123456789012:role/kafka-on-call"]
admin_role_arns = []

# allowed_account_ids = ["123456789012"]
allowed_account_ids = []

# api_cidrs = ["203.0.113.0/24"]
api_cidrs = []
