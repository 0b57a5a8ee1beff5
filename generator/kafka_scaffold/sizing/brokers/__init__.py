"""What every Kafka's brokers are told, in no platform's words."""
