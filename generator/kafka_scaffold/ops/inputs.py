"""What most use cases begin with: the answers file and the facts, read and checked."""

import sys
from dataclasses import dataclass
from pathlib import Path

from kafka_scaffold.answers.context import AnswersContext
from kafka_scaffold.answers.load import LoadedAnswers, load_answers
from kafka_scaffold.errors import UsageError
from kafka_scaffold.facts.load import load_facts
from kafka_scaffold.model.answers import CloudProvider
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.platforms import available, providers_of, variants_of
from kafka_scaffold.yaml_io import MAX_BYTES


STDIN = Path("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersText:
    """Answers that are not in a file, e.g. just given at the terminal; ``name`` is what messages call them."""

    text: str
    name: str


AnswersSource = Path | AnswersText


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Answers, what messages call their source, and the facts they are judged by."""

    loaded: LoadedAnswers
    source: str
    facts: Facts


def read_inputs(
    answers: AnswersSource, sets: tuple[str, ...] = (), facts_files: tuple[Path, ...] = ()
) -> Inputs:
    """Return answers and facts.

    Args:
        answers: A YAML file (``-`` is standard input), or text.
        sets: ``key.path=value`` laid over the file.
        facts_files: Own prices and limits laid over the built-in facts.

    Raises:
        AnswersError: Everything that is wrong with the answers.
        FactsError: An overriding file is malformed.
        UsageError: The answers file cannot be read.
    """
    text, source = _text_of(answers)
    facts = load_facts(overrides=facts_files)
    loaded = load_answers(text, source, sets=sets, context=answers_context(facts))
    return Inputs(loaded=loaded, source=source, facts=facts)


def answers_context(facts: Facts) -> AnswersContext:
    """Return what answers are checked against: the regions the facts know and the platforms that can be sized."""
    platforms = available()
    return AnswersContext(
        regions={provider: _zones(provider, facts) for provider in CloudProvider},
        variants={platform: variants_of(platform) for platform in platforms},
        providers={platform: providers_of(platform) for platform in platforms},
    )


def _zones(provider: CloudProvider, facts: Facts) -> dict[str, int]:
    """Return the number of zones of every region of a provider."""
    table = f"{provider}.regions"
    return {
        region: int(facts.number(f"{table}.{region}.zones"))
        for region in facts.tables.get(table, ())
    }


def _text_of(file: AnswersSource) -> tuple[bytes | str, str]:
    """Return at most a little more than YAML may have, and the name to show."""
    if isinstance(file, AnswersText):
        return file.text, file.name
    if file == STDIN:
        if sys.stdin is None:
            raise UsageError("standard input is closed", hint="name a file instead of -")
        return sys.stdin.buffer.read(4 * MAX_BYTES + 1), "standard input"
    try:
        with file.open("rb") as handle:
            return handle.read(4 * MAX_BYTES + 1), str(file)
    except IsADirectoryError:
        raise UsageError(f"{file} is a directory", hint="name the answers file in it") from None
    except FileNotFoundError:
        raise UsageError(
            f"there is no file {file}",
            hint="kafka-scaffold new asks the questions; examples are in the examples folder",
        ) from None
    except (OSError, ValueError) as error:
        raise UsageError(f"{file} cannot be read: {error}") from None
