"""The one versioned document that ``--json`` prints."""

import json
from typing import Any

from kafka_scaffold.errors import AnswersError, NoPlatformFitsError, Problem, ScaffoldError
from kafka_scaffold.model.plan import Candidate, Rejection


SCHEMA = "kafka-scaffold/1"


def document(command: str, data: Any, *, exit_code: int = 0) -> str:
    """Return a result as one JSON document."""
    return _text(
        {
            "schema": SCHEMA,
            "command": command,
            "status": "ok" if exit_code == 0 else "findings",
            "exit_code": exit_code,
            "data": data,
            "errors": [],
        }
    )


def error_document(error: ScaffoldError) -> str:
    """Return an error as one JSON document; each problem of an answers file is an error of its own.

    When nothing fits, ``data.candidates`` are the sizes considered, as a plan lists them.
    """
    problems: tuple[Problem, ...] = error.problems if isinstance(error, AnswersError) else ()
    return _text(
        {
            "schema": SCHEMA,
            "command": None,
            "status": "error",
            "exit_code": error.exit_code,
            "data": _data(error),
            "errors": [_problem(p, error.kind) for p in problems] or [_whole(error)],
        }
    )


def _data(error: ScaffoldError) -> dict[str, Any] | None:
    if not isinstance(error, NoPlatformFitsError):
        return None
    from kafka_scaffold.report.plan_data import candidate_data

    items = (item for item in error.considered if isinstance(item, Candidate | Rejection))
    return {"candidates": [candidate_data(item) for item in items]}


def _problem(problem: Problem, kind: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "message": problem.message,
        "path": problem.path,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "hint": problem.hint,
        "details": [],
    }


def _whole(error: ScaffoldError) -> dict[str, Any]:
    return {
        "kind": error.kind,
        "message": error.message,
        "path": "",
        "file": None,
        "line": None,
        "column": None,
        "hint": error.hint,
        "details": list(error.details),
    }


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=True, allow_nan=False) + "\n"
