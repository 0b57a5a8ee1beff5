# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Who grows the brokers' volumes. Application Auto Scaling grows the volumes and Terraform ignores
# volume_size: two owners of one number would fight, and a volume can only grow

resource "aws_appautoscaling_target" "storage" {
  service_namespace  = "kafka"
  scalable_dimension = "kafka:broker-storage:VolumeSize"
  resource_id        = aws_msk_cluster.main.arn
  min_capacity       = 1
  # 2 x 1360 GiB, at most 16384 GiB: bounds what a runaway producer can cost
  max_capacity = 2720
}

resource "aws_appautoscaling_policy" "storage" {
  name               = "clickstream-prod-broker-storage"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.storage.service_namespace
  scalable_dimension = aws_appautoscaling_target.storage.scalable_dimension
  resource_id        = aws_appautoscaling_target.storage.resource_id

  target_tracking_scaling_policy_configuration {
    # Volumes grow and never shrink, and at most once in six hours.
    disable_scale_in = true
    # Volumes grow at 60 % full, long before the alarm at 85 %
    target_value = 60

    predefined_metric_specification {
      predefined_metric_type = "KafkaBrokerStorageUtilization"
    }
  }
}
