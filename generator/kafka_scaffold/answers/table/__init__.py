"""The rows of the question table, by topic."""
