"""``kafka-scaffold completion``."""

import click

from kafka_scaffold.cli.outcome import Outcome


NAME = "kafka-scaffold"
VARIABLE = "_KAFKA_SCAFFOLD_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> Outcome:
    """Print the completion script of a shell.

    Load it with: eval "$(kafka-scaffold completion bash)", or for fish: kafka-scaffold completion fish | source
    """
    from click.shell_completion import get_completion_class

    from kafka_scaffold.cli.main import group

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"{shell} is not supported")
    script = kind(group, {}, NAME, VARIABLE).source()
    return Outcome(command="completion", text=lambda _: script + "\n", data=lambda: script)
