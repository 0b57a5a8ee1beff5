"""Rules that cite an AWS API model say what that model says."""

import csv
import json
import subprocess

import pytest
from harness import CACHE, HERE, missing

from kafka_scaffold.validate.provider_rules import RULES_FILE


pytestmark = pytest.mark.engine


def cited() -> list[dict[str, str]]:
    """Return the rules whose source is an API model."""
    with open(RULES_FILE, encoding="utf-8", newline="") as rows:
        return [row for row in csv.DictReader(rows) if row["source"].startswith("api ")]


def models(sources: list[str]) -> dict[str, dict[str, object]]:
    """Return the model of every cited member."""
    python = CACHE / "venvs" / "checkov" / "bin" / "python"
    if not python.exists():
        missing("checkov's environment")
    command = [str(python), str(HERE / "api_models.py"), json.dumps(sources)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def agrees(row: dict[str, str], model: dict[str, object]) -> bool:
    """Tell whether a rule is its model's constraint."""
    check, value = row["check"], row["value"]
    if check in {"max_length", "max", "max_items"}:
        return model.get("max") == int(value)
    if check in {"min_length", "min"}:
        return model.get("min") == int(value)
    if check == "one_of":
        return set(value.split("|")) == set(model.get("enum", ()))
    return check == "pattern" and str(model.get("pattern", "")).strip("^$") == value


def test_cited_models_agree():
    """Every limit, enumeration and pattern is the API's own, to the letter."""
    rows = cited()
    found = models(sorted({row["source"] for row in rows}))
    wrong = [
        (*row.values(), found[row["source"]])
        for row in rows
        if not agrees(row, found[row["source"]])
    ]

    assert len(rows) > 50
    assert wrong == []
