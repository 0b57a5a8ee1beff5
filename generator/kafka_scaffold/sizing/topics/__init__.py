"""What every Kafka decides for a topic: partitions, retention, segments, compaction, record size."""
