"""Which machines carry a demand, how many of them, and which do not and why."""
