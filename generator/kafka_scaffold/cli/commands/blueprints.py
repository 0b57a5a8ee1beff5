"""``kafka-scaffold blueprints``."""

from pathlib import Path

import click

from kafka_scaffold.cli.options import answer_options, json_option
from kafka_scaffold.cli.outcome import Outcome


@click.group()
def blueprints() -> None:
    """List, show or export the built-in blueprints."""


@blueprints.command(name="list")
@json_option
def list_() -> Outcome:
    """List the built-in blueprints."""
    from kafka_scaffold.model.plain import plain
    from kafka_scaffold.ops.blueprints import blueprints as all_of_them

    found = all_of_them()
    return Outcome(
        command="blueprints list",
        text=lambda _: "".join(f"{b.platform:<18}{b.title}\n" for b in found),
        data=lambda: [plain(b) for b in found],
    )


@blueprints.command()
@click.argument("name")
@json_option
def show(name: str) -> Outcome:
    """Show the parts of a blueprint, in the order they are stacked."""
    from kafka_scaffold.model.plain import plain
    from kafka_scaffold.ops.blueprints import blueprint
    from kafka_scaffold.report.blueprint import blueprint_text

    found = blueprint(name)
    return Outcome(
        command="blueprints show",
        text=lambda _: blueprint_text(plain(found)),
        data=lambda: plain(found),
    )


@blueprints.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--answers", required=True, type=click.Path(path_type=Path, allow_dash=True))
@answer_options
@json_option
def export(
    target: Path, answers: Path, sets: tuple[str, ...], facts_files: tuple[Path, ...]
) -> Outcome:
    """Write the blueprint of an answers file as a template for plain cookiecutter.

    TARGET is a new or empty directory. `cookiecutter TARGET --no-input` then renders the same files.
    """
    from datetime import date

    from kafka_scaffold.ops.blueprints import export_blueprint

    result = export_blueprint(
        answers, target, today=date.today(), sets=sets, facts_files=facts_files
    )
    return Outcome(
        command="blueprints export",
        text=lambda _: f"wrote {result.files} files to {result.target}\n",
        data=lambda: {"target": str(result.target), "files": result.files},
    )
