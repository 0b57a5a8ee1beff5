"""Numbers as people read them."""


def money(usd: float | None) -> str:
    """Return whole dollars with separators; a dash when the price is not known."""
    return "unknown" if usd is None else f"{usd:,.0f}" if usd >= 10 else f"{usd:,.2f}"


def number(value: float) -> str:
    """Return a number with separators and as many decimals as it needs to be read."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:,.1f}" if value >= 1 else f"{value:.2g}"
