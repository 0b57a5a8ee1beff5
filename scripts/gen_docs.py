"""Write the pages that are generated, and the run shown in the README; with ``--check`` only tell which are stale."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    import click


ROOT = Path(__file__).parents[1]
TARGET = ROOT


def answers_page() -> str:
    """Return the page about answers."""
    from kafka_scaffold.answers.reference import reference

    return reference()


def answers_schema() -> str:
    """Return the JSON Schema of answers."""
    from kafka_scaffold.answers.schema import json_schema

    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def commands_page() -> str:
    """Return the page about commands: what ``--help`` says, command by command."""
    import click

    from kafka_scaffold.cli.lazy import COMMANDS
    from kafka_scaffold.cli.main import NAME, group

    parts = [_COMMANDS_HEAD]
    for name in COMMANDS:
        top = click.Context(group, info_name=NAME, help_option_names=["-h", "--help"])
        parts += _command_help(group.get_command(top, name), name, top)
    return "\n".join(parts)


_COMMANDS_HEAD = """# Commands

<!-- Generated from the commands' own help by scripts/gen_docs.py; edit the commands instead. -->

Results go to standard output, everything else to standard error; `--json` prints one document. `NO_COLOR` switches colour off.
Exit codes: 0 fine, 1 findings, 2 bad input or usage, 3 no platform fits, 4 refused for safety, 5 the target directory conflicts,
130 interrupted.
"""


def _command_help(command: "click.Command | None", name: str, parent: "click.Context") -> list[str]:
    import click

    if command is None:
        return []
    context = click.Context(command, info_name=name, parent=parent, max_content_width=100)
    text = command.get_help(context).rstrip()
    parts = [f"## {context.command_path.partition(' ')[2]}\n\n```text\n{text}\n```\n"]
    for inner in getattr(command, "commands", {}).values():
        parts += _command_help(inner, inner.name or "", context)
    return parts


def readme_page() -> str:
    """Return the README with the output of a real run in it: the clickstream example, on a fixed day."""
    import re
    from datetime import date

    from kafka_scaffold.ops.plan import plan
    from kafka_scaffold.report.plan_text import plan_text

    made = plan(ROOT / "examples" / "clickstream" / "answers.yaml", today=date(2026, 11, 24)).plan
    headline, size, limits, bill, considered, *_ = plan_text(made, width=110).split("\n\n")
    bill = "\n".join([*bill.splitlines()[:4], "  …", *bill.splitlines()[-2:]])
    shown = "\n\n".join([headline, size, limits, bill, considered, "…"])
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = f"```text\n$ kafka-scaffold plan examples/clickstream/answers.yaml\n{shown}\n```\n<!-- end -->"
    return re.sub(r"```text\n.*?```\n<!-- end -->", lambda _: block, text, count=1, flags=re.S)


PAGES: dict[str, Callable[[], str]] = {
    "docs/reference/answers.md": answers_page,
    "docs/reference/answers.schema.json": answers_schema,
    "docs/reference/commands.md": commands_page,
    "README.md": readme_page,
}


def stale() -> list[str]:
    """Return the names of pages that differ from what would be generated."""
    return [name for name, page in PAGES.items() if _read(TARGET / name) != page()]


def _read(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.is_file() else None


def main(arguments: list[str]) -> int:
    """Write or check every page; return the exit code."""
    names = stale()
    if "--check" in arguments:
        for name in names:
            print(f"stale: {name}; run python scripts/gen_docs.py")
        return 1 if names else 0
    for name in names:
        file = TARGET / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGES[name](), encoding="utf-8")
        print(f"update {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
