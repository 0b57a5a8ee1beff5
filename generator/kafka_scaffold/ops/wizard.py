"""Ask for the answers on a terminal, and keep them when something comes between."""

import tempfile
from pathlib import Path

from kafka_scaffold.answers.wizard import ask
from kafka_scaffold.answers.write import to_yaml
from kafka_scaffold.facts.load import load_facts
from kafka_scaffold.ops.inputs import AnswersText, answers_context


def ask_for_answers(facts_files: tuple[Path, ...] = ()) -> AnswersText:
    """Return the answers given at the terminal.

    Raises:
        KeyboardInterrupt: The person stopped.
    """
    data = ask(answers_context(load_facts(overrides=facts_files)))
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
