"""What happened to each file, and what to do next."""

from collections import Counter
from pathlib import Path
from typing import Any, Protocol

from kafka_scaffold.model.plan import Plan
from kafka_scaffold.report.errors import clean
from kafka_scaffold.report.numbers import money


_REENTER = "this directory was replaced by its new version; enter it again: cd ."
_UNCHANGED = {"identical", "skip"}


class Event(Protocol):
    """A file and the verb of what happened to it."""

    @property
    def verb(self) -> str:
        """Return ``create``, ``identical``, ``update``, ``conflict`` or ``skip``."""
        ...

    @property
    def path(self) -> str:
        """Return the path relative to the target."""
        ...


def files_text(
    plan: Plan,
    events: tuple[Event, ...],
    *,
    target: Path,
    written: bool,
    reenter: bool,
    diff: str | None,
    brief: bool,
    quiet: bool,
    colour: bool,
) -> str:
    """Return the files with their verbs, a sum, and the next steps.

    Args:
        plan: What was rendered.
        events: What happened, or would happen.
        target: The directory.
        written: Whether it happened.
        reenter: Whether a shell in the working directory must enter it again.
        diff: The unified diff, when asked for.
        brief: The plan was shown already; leave its summary out.
        quiet: Leave the list of files out.
        colour: Whether colour is welcome.
    """
    lines = [] if brief else [_summary(plan)]
    if not quiet:
        lines += [""] if lines else []
        lines += [f"{event.verb!s:<10} {clean(event.path)}" for event in events]
    if diff is not None:
        lines += ["", _coloured(clean_diff(diff)) if colour else clean_diff(diff)]
    lines += ["", _sum(events, target, written=written)]
    if written:
        lines += ["", *_next(plan, target)]
    if reenter:
        lines += ["", _REENTER]
    return "\n".join(lines) + "\n"


def update_text(
    plan: Plan,
    events: tuple[Event, ...],
    *,
    target: Path,
    written: bool,
    reenter: bool,
    diff: str | None,
    colour: bool,
) -> str:
    """Return what changed in a repository; files that stay as they are are only counted."""
    lines = [_summary(plan), ""]
    lines += [
        f"{event.verb!s:<10} {clean(event.path)}"
        for event in events
        if event.verb not in _UNCHANGED
    ]
    if diff is not None:
        lines += ["", _coloured(clean_diff(diff)) if colour else clean_diff(diff)]
    lines += ["", _sum(events, target, written=written)]
    if reenter:
        lines.append(_REENTER)
    return "\n".join(lines) + "\n"


def files_data(
    events: tuple[Event, ...], target: Path, *, written: bool, diff: str | None
) -> dict[str, Any]:
    """Return the same as data."""
    return {
        "target": str(target),
        "written": written,
        "files": [{"verb": str(event.verb), "path": event.path} for event in events],
        "diff": diff,
    }


def clean_diff(diff: str) -> str:
    """Return a diff without control characters but tabs."""
    return "\n".join(
        "\t".join(clean(part) for part in text.split("\t")) for text in diff.split("\n")
    )


def _summary(plan: Plan) -> str:
    chosen = plan.primary.chosen
    size = f"{chosen.units} × {chosen.size}" if chosen.units else chosen.size
    usd = money(chosen.cost.monthly_usd)
    where = plan.answers.cloud.region
    return f"{plan.answers.name}: {plan.title}, {size}, {where}, about {usd} USD/month"


def _sum(events: tuple[Event, ...], target: Path, *, written: bool) -> str:
    counts = Counter(str(event.verb) for event in events)
    told = ", ".join(f"{count} {verb}" for verb, count in sorted(counts.items()))
    if written:
        return f"{len(events)} files in {target}: {told}"
    return f"{len(events)} files in {target} ({told}); nothing was written"


def _next(plan: Plan, target: Path) -> list[str]:
    first = plan.environments[0].environment.name
    return [
        "next:",
        f"  cd {target}",
        "  less README.md               # what was decided, and why",
        "  kafka-scaffold verify .      # what Terraform and the linters say",
        f"  make plan ENV={first}".ljust(31) + "# what Terraform would do",
    ]


def _coloured(diff: str) -> str:
    colours = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}
    return "\n".join(
        f"{colours[text[0]]}{text}\x1b[0m" if text[:1] in colours else text
        for text in diff.split("\n")
    )
