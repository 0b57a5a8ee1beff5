"""Which Agents carry a demand, how quickly, and what they refuse."""
