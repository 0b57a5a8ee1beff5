"""Ask for the answers on a terminal, and keep them when something comes between."""

import tempfile
from pathlib import Path
from typing import Any

from kafka_scaffold.answers.interview import Asker
from kafka_scaffold.answers.wizard import ask
from kafka_scaffold.answers.write import to_yaml
from kafka_scaffold.facts.load import load_facts
from kafka_scaffold.ops.inputs import AnswersText, answers_context


class WizardStoppedError(KeyboardInterrupt):
    """The person stopped; ``answers`` has what was answered until then."""

    def __init__(self, answers: AnswersText) -> None:
        super().__init__()
        self.answers = answers


def ask_for_answers(facts_files: tuple[Path, ...] = (), asker: Asker | None = None) -> AnswersText:
    """Return the answers given at the terminal.

    Args:
        facts_files: Own prices and limits; their regions count as well.
        asker: Who is asked; by default the person at the terminal.

    Raises:
        WizardStoppedError: The person stopped.
    """
    context = answers_context(load_facts(overrides=facts_files))
    data: dict[str, Any] = {}
    try:
        ask(context, asker, data)
    except (KeyboardInterrupt, EOFError):
        raise WizardStoppedError(_text(data)) from None
    return _text(data)


def _text(data: dict[str, Any]) -> AnswersText:
    return AnswersText(text=to_yaml(data), name="your answers")


def keep(answers: AnswersText, folder: Path) -> Path:
    """Write answers to a new file in a folder (or, where that cannot be, in the system's own) and return it."""
    for place in (str(folder), None):
        try:
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", prefix="answers-", suffix=".yaml", dir=place, delete=False
            ) as file:
                file.write(answers.text)
            return Path(file.name)
        except OSError:
            continue
    raise OSError("there is no place to keep the answers")
