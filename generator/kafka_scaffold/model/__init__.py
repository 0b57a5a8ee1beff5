"""Values that travel between the parts: frozen, typed, free of I/O and third-party imports."""
