"""Write the pages under docs/reference that are generated; with ``--check`` only tell which are stale."""

import json
import sys
from collections.abc import Callable
from pathlib import Path


ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"


def answers_page() -> str:
    """Return the page about answers."""
    from kafka_scaffold.answers.reference import reference

    return reference()


def answers_schema() -> str:
    """Return the JSON Schema of answers."""
    from kafka_scaffold.answers.schema import json_schema

    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "answers.md": answers_page,
    "answers.schema.json": answers_schema,
}


def stale() -> list[str]:
    """Return the names of pages that differ from what would be generated."""
    return [name for name, page in PAGES.items() if _read(REFERENCE / name) != page()]


def _read(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.is_file() else None


def main(arguments: list[str]) -> int:
    """Write or check every page; return the exit code."""
    names = stale()
    if "--check" in arguments:
        for name in names:
            print(f"stale: docs/reference/{name}; run python scripts/gen_docs.py")
        return 1 if names else 0
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name in names:
        (REFERENCE / name).write_text(PAGES[name](), encoding="utf-8")
        print(f"update docs/reference/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
