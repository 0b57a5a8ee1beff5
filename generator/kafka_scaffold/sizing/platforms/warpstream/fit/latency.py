"""How long records take, and how long Agents may gather them: the longest that meets the goals costs least."""

from dataclasses import dataclass, replace

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.facts import Fact, FactKind, Facts
from kafka_scaffold.sizing.platforms.warpstream.variants import Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """What is taken for a variant at a batch timeout, in milliseconds; the goals by their names in the answers."""

    batch_timeout_ms: float
    produce_p50: Fact
    produce_p99: Fact
    end_to_end_p50: Fact
    end_to_end_p99: Fact

    @property
    def goals(self) -> dict[str, Fact]:
        """Return what answers have goals for."""
        return {"produce_p99": self.produce_p99, "end_to_end_p99": self.end_to_end_p99}


def latency(answers: Answers, environment: Environment, variant: Variant, facts: Facts) -> Latency:
    """Return what a variant does at the batch timeout that is asked for, or at the longest that meets the goals."""
    asked = answers.warpstream.batch_timeout_ms
    if asked is not None:
        return latency_at(variant, asked, facts)
    choices = facts.get(f"warpstream.batch.{variant}.choices_ms").items
    offered = [latency_at(variant, float(choice), facts) for choice in choices]
    if environment.name != answers.primary.name:
        return offered[0]
    return next((each for each in offered if meets(answers, each)), offered[-1])


def latency_at(variant: Variant, batch_timeout_ms: float, facts: Facts) -> Latency:
    """Return the vendor's figures, moved by what a batch timeout differs from the one they were taken at."""
    stem = f"warpstream.latency.{variant}"
    more = batch_timeout_ms - facts.number(f"{stem}.batch_timeout_ms")
    median = more * facts.number("warpstream.latency.median_share")
    return Latency(
        batch_timeout_ms=batch_timeout_ms,
        produce_p50=_moved(facts.get(f"{stem}.produce_p50_ms"), median, batch_timeout_ms),
        produce_p99=_moved(facts.get(f"{stem}.produce_p99_ms"), more, batch_timeout_ms),
        end_to_end_p50=_moved(facts.get(f"{stem}.end_to_end_p50_ms"), median, batch_timeout_ms),
        end_to_end_p99=_moved(facts.get(f"{stem}.end_to_end_p99_ms"), more, batch_timeout_ms),
    )


def meets(answers: Answers, offered: Latency) -> bool:
    """Tell whether both goals are met."""
    latency = answers.goals.latency
    goals = (latency.produce_p99_ms, latency.end_to_end_p99_ms)
    taken = (offered.produce_p99.number, offered.end_to_end_p99.number)
    return all(goal is None or have <= goal for goal, have in zip(goals, taken, strict=True))


def _moved(fact: Fact, milliseconds: float, batch_timeout_ms: float) -> Fact:
    if not milliseconds:
        return fact
    words = (
        f"moved to a batch timeout of {batch_timeout_ms:g} ms from {fact.number:g} ms: {fact.note}"
    )
    return replace(fact, value=fact.number + milliseconds, kind=FactKind.ASSUMED, note=words)
