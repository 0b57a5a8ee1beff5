"""What WarpStream costs: Agents, fees, object storage, and what surrounds it."""
