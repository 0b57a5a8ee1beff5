# Written once by kafka-scaffold and yours from then on.
#
# What prod is told beyond the plan; variables.tf describes each. No secrets belong here.

# project_id = "kafka-prod"
project_id = null
