"""What a cluster costs: its own lines, and what surrounds it."""
