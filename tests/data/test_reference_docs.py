"""The reference says what the program does: generated pages are never stale."""

import importlib.util
import json
from pathlib import Path

import pytest

from kafka_scaffold.answers.questions import QUESTIONS


ROOT = Path(__file__).parents[2]


def gen_docs():
    """Return the script as a module."""
    spec = importlib.util.spec_from_file_location("gen_docs", ROOT / "scripts" / "gen_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", sorted(gen_docs().PAGES))
def test_a_generated_page_is_as_it_would_be_generated(name):
    """``python scripts/gen_docs.py`` brings them up to date."""
    page = (ROOT / name).read_text(encoding="utf-8")

    assert page == gen_docs().PAGES[name]()


def test_a_changed_page_is_found_stale(tmp_path, monkeypatch):
    """The check notices a page that is missing and one that was edited."""
    module = gen_docs()
    monkeypatch.setattr(module, "TARGET", tmp_path)
    module.main([])
    (tmp_path / "docs" / "reference" / "answers.md").write_text("edited", encoding="utf-8")

    assert module.stale() == ["docs/reference/answers.md"]
    assert module.main(["--check"]) == 1


def test_every_answer_is_in_the_page_and_in_the_schema():
    """Nobody has to read the source to find a key."""
    page = (ROOT / "docs" / "reference" / "answers.md").read_text(encoding="utf-8")
    schema = (ROOT / "docs" / "reference" / "answers.schema.json").read_text(encoding="utf-8")

    assert all(f"| `{question.path}` |" in page for question in QUESTIONS)
    assert all(json.dumps(question.prompt, ensure_ascii=False) in schema for question in QUESTIONS)
