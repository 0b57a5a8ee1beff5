{% import "terraform.j2" as tf %}
{% set storage = environment.details.storage %}
{{ tf.header("Who grows the brokers' volumes. " ~ storage.growth_reason) }}
{% if storage.growth == "autoscaled" %}

resource "aws_appautoscaling_target" "storage" {
  service_namespace  = "kafka"
  scalable_dimension = "kafka:broker-storage:VolumeSize"
  resource_id        = aws_msk_cluster.main.arn
  min_capacity       = 1
{{ tf.decided("max_capacity", storage.max_gib) }}
}

resource "aws_appautoscaling_policy" "storage" {
  name               = {{ (environment.details.cluster_name ~ "-broker-storage") | fit(255) | hcl }}
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.storage.service_namespace
  scalable_dimension = aws_appautoscaling_target.storage.scalable_dimension
  resource_id        = aws_appautoscaling_target.storage.resource_id

  target_tracking_scaling_policy_configuration {
    # Volumes grow and never shrink, and at most once in six hours.
    disable_scale_in = true
{{ tf.decided("target_value", storage.target_percent, 4) }}

    predefined_metric_specification {
      predefined_metric_type = "KafkaBrokerStorageUtilization"
    }
  }
}
{% else %}
# Terraform does, by volume_size in msk.tf.
{% endif %}
