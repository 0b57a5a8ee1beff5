{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set alerts = plan.answers.monitoring.alerts if plan.flags.alerts else [] %}
{{ tf.seeded("What " ~ environment.environment.name ~ " is told beyond the plan; variables.tf describes each. No secrets belong here.") }}

# allowed_account_ids = ["123456789012"]
allowed_account_ids = []
{% if plan.flags.acls %}

# true once access/apply.sh has granted the first ACLs.
acls_enforced = false
{% endif %}
{% if "email" in alerts %}

# alert_emails = ["kafka-on-call@example.com"]
alert_emails = []
{% endif %}
{% if plan.flags.iam %}

# application_roles = { {{ (details.access | map(attribute="application") | first | default("web")) | hcl_name }} = "name-of-its-role" }
application_roles = {}
{% endif %}
{% if plan.flags.connect %}

# Upload each plugin's ZIP first.
# connectors = { {{ (details.connectors | map(attribute="name") | first | default("sink")) | hcl_name }} = { plugin_bucket_arn = "arn:aws:s3:::plugins", plugin_key = "plugin.zip" } }
connectors = {}
{% endif %}
{% if "firehose" in details.log_destinations %}

# Must exist; it decides where the logs end up.
log_delivery_stream = {{ (details.cluster_name ~ "-logs") | fit(64) | hcl }}
{% endif %}
{% if details.public %}

# true after the first apply.
public_access_enabled = false
{% endif %}
{% if plan.flags.scram %}

# scram_password_versions = { {{ (details.access | map(attribute="application") | first | default("web")) | hcl }} = 2 }
scram_password_versions = {}
{% endif %}
{% if "slack" in alerts %}

# slack = { team_id = "T0123ABCD", channel_id = "C0123ABCD" }
slack = null
{% endif %}
