"""What Confluent Cloud and its surroundings cost."""
