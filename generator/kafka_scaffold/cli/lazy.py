"""A group whose commands are imported when they are called; ``--help`` imports none of them."""

from importlib import import_module

import click


COMMANDS = {
    "new": "Ask or read answers, size, and write a repository.",
    "plan": "Size and price a platform without writing files.",
    "update": "Render a repository again from its own answers.",
    "verify": "Run every installed engine over a generated repository.",
    "schema": "Print the JSON Schema of the answers file.",
    "facts": "Show limits and prices with their age and source.",
    "blueprints": "List, show or export the built-in blueprints.",
    "completion": "Print the completion script of a shell.",
}
_PACKAGE = "kafka_scaffold.cli.commands"


class LazyGroup(click.Group):
    """Knows its commands by name and help line; the module of a command has it under the same name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order they are told."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"{_PACKAGE}.{cmd_name}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the nearest command for one that does not exist."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            from difflib import get_close_matches

            close = get_close_matches(name, COMMANDS, 1)
            meant = f' Did you mean "{close[0]}"?' if close else f" Known: {', '.join(COMMANDS)}."
            ctx.fail(f"there is no command {name!r}.{meant}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help lines without importing anything."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))
