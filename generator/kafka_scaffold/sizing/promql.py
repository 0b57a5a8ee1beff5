"""What alerts are written with: selectors of PromQL, and samples as promtool writes them, one a minute."""

SAMPLES = 600  # longer than most tests look back

Series = tuple[tuple[str, str], ...]


def select(metric: str, *labels: str) -> str:
    """Return a selector of PromQL, which is also how promtool writes a series."""
    return f"{metric}{{{','.join(labels)}}}"


def equal(name: str, value: str) -> str:
    """Return a matcher for one value of a label."""
    return f'{name}="{value}"'


def like(name: str, pattern: str) -> str:
    """Return a matcher for an anchored regular expression of a label."""
    return f'{name}=~"{pattern}"'


def steady(value: float, samples: int = SAMPLES) -> str:
    """Return samples that stay as they are."""
    return f"{value:.15g}+0x{samples}"


def moving(start: float, step: float, samples: int = SAMPLES) -> str:
    """Return samples that change by the same step each minute."""
    return f"{start:.15g}{step:+.15g}x{samples}"


def at_least_none(expression: str) -> str:
    """Return an expression that is 0 where the one given finds nothing."""
    return f"({expression} or vector(0))"


def share(value: float) -> str:
    """Return a share of one as a percentage, as texts say it."""
    return f"{value * 100:.3g} %"
