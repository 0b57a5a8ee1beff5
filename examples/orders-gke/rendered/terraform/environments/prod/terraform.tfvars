# Written once by kafka-scaffold and yours from then on.
#
# What prod is told beyond the plan; variables.tf describes each. No secrets belong here.

# admin_members = ["group:kafka-on-call@example.com"]
admin_members = []

# api_cidrs = ["203.0.113.0/24"]
api_cidrs = []

# project_id = "kafka-prod"
project_id = null
