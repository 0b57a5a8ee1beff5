"""Ask the questions on a terminal."""

import sys
from typing import TYPE_CHECKING, Any

from kafka_scaffold.answers.context import AnswersContext
from kafka_scaffold.answers.interview import Asker, Check, Interview


if TYPE_CHECKING:
    from prompt_toolkit.output import Output


def ask(
    context: AnswersContext, asker: Asker | None = None, data: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return plain answers that the loader accepts.

    Args:
        context: The regions and platforms that are known.
        asker: Who is asked; by default the person at the terminal.
        data: Filled as answers come, so that a caller has them when the person stops.

    Raises:
        KeyboardInterrupt: The person stopped.
    """
    interview = Interview(context=context, asker=asker or Terminal())
    if data is not None:
        data.update(interview.data)
        interview.data = data
    return interview.run()


class Terminal:
    """The person at the terminal; speaks on standard error, as results go to standard output."""

    def text(self, prompt: str, help_line: str, default: str, check: Check) -> str:
        """Return a line; what is wrong with it shows while it is typed."""
        import questionary

        question = questionary.text(
            prompt,
            default=default,
            validate=lambda typed: check(typed) or True,
            bottom_toolbar=help_line,
            output=_screen(),
        )
        return str(question.unsafe_ask())

    def choose(
        self, prompt: str, help_line: str, choices: tuple[str, ...], default: str, check: Check
    ) -> str:
        """Return a choice; one that cannot be is answered with the reason, and asked again."""
        import questionary

        while True:
            question = questionary.select(
                prompt,
                choices=list(choices),
                default=default,
                instruction=f"({help_line})",
                output=_screen(),
            )
            chosen = str(question.unsafe_ask())
            wrong = check(chosen)
            if wrong is None:
                return chosen
            questionary.print(f"  {wrong}", style="fg:ansired", file=sys.stderr)

    def choose_many(
        self, prompt: str, help_line: str, choices: tuple[str, ...], default: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Return choices in the order offered."""
        import questionary

        offered = [questionary.Choice(name, checked=name in default) for name in choices]
        question = questionary.checkbox(
            prompt, choices=offered, instruction=f"({help_line} Space marks.)", output=_screen()
        )
        return tuple(str(name) for name in question.unsafe_ask())


def _screen() -> "Output":
    from prompt_toolkit.output import create_output

    return create_output(stdout=sys.stderr)
