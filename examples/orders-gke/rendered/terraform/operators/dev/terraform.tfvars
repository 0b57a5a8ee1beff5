# Written once by kafka-scaffold and yours from then on.
#
# What dev is told beyond the plan; variables.tf describes each. No secrets belong here.

# project_id = "kafka-dev"
project_id = null
