"""What Kafka on Kubernetes costs: its own machines, disks and traffic, and what surrounds it."""
