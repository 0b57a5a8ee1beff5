# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Who grows the brokers' volumes. an environment without deletion protection keeps the size that is written
# here: volumes never shrink, and a runaway producer should fill a small one rather than pay for a big one
# Terraform does, by volume_size in msk.tf.
