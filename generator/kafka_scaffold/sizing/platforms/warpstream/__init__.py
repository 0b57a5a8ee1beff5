"""WarpStream: Agents that keep everything in object storage, in an account of one's own."""
