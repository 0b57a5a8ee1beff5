# Written once by kafka-scaffold and yours from then on.
#
# What prod is told beyond the plan; variables.tf describes each. No secrets belong here.

# allowed_account_ids = ["123456789012"]
allowed_account_ids = []

# application_roles = { web = "name-of-its-role" }
application_roles = {}

# Upload each plugin's ZIP first.
# connectors = { lake = { plugin_bucket_arn = "arn:aws:s3:::plugins", plugin_key = "plugin.zip" } }
connectors = {}

# slack = { team_id = "T0123ABCD", channel_id = "C0123ABCD" }
slack = null
