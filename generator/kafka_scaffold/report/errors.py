"""Errors in words: what happened, where, what to do next."""

from kafka_scaffold.errors import AnswersError, Problem, ScaffoldError


_COLUMN = 28
_PROBLEMS_SHOWN = 20


def error_text(error: ScaffoldError) -> str:
    """Return an error as lines; at most one screen of problems."""
    lines = [f"error: {clean(error.message)}"]
    if isinstance(error, AnswersError):
        lines += ["", *_problem_lines(error.problems[:_PROBLEMS_SHOWN])]
        more = len(error.problems) - _PROBLEMS_SHOWN
        if more > 0:
            lines.append(f"  and {more} more")
    lines += [f"  {clean(detail)}" for detail in error.details]
    if error.hint:
        lines.append(f"hint: {clean(error.hint)}")
    return "\n".join(lines)


def clean(text: str) -> str:
    """Return text without control characters, so that no input can write to the terminal."""
    return "".join(char if char.isprintable() or char == "\n" else "?" for char in text)


def _problem_lines(problems: tuple[Problem, ...]) -> list[str]:
    places = [clean(problem.location) for problem in problems]
    paths = [_clipped(clean(problem.path)) for problem in problems]
    place_width = max((len(place) for place in places), default=0)
    path_width = max((len(path) for path in paths if len(path) <= _COLUMN), default=0)
    lines = []
    for problem, place, path in zip(problems, places, paths, strict=True):
        message = clean(problem.message) + (f"; {clean(problem.hint)}" if problem.hint else "")
        lines.append(f"  {place:<{place_width}}  {path:<{path_width}}  {message}")
    return lines


def _clipped(text: str, width: int = 60) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
