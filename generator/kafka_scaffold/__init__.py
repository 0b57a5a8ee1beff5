"""Size, price and render Kafka platforms from one answers file."""

__version__ = "0.1.0"
