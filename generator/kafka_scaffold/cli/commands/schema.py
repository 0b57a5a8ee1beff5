"""``kafka-scaffold schema``."""

import click

from kafka_scaffold.cli.options import json_option
from kafka_scaffold.cli.outcome import Outcome


@click.command()
@json_option
def schema() -> Outcome:
    """Print the JSON Schema of the answers file."""
    import json

    from kafka_scaffold.answers.schema import json_schema

    data = json_schema()
    return Outcome(
        command="schema", text=lambda _: json.dumps(data, indent=2) + "\n", data=lambda: data
    )
