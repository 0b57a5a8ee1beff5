"""Which sizes carry a demand, and which do not and why."""
