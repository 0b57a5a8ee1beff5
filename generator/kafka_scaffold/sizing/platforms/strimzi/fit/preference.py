"""How many brokers a team wants to run, and the machines that may be more."""

import re

from kafka_scaffold.model.answers import Answers, CloudProvider
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.platforms.strimzi.fit.machines import machines
from kafka_scaffold.sizing.ranking import Preference


_SIZE = re.compile(
    r"[.-][^.-]*\Z|(?<=_[A-Z])\d+"
)  # m7g(.8xlarge), c3-standard(-22), Standard_D(32)s_v5


def preference(answers: Answers, facts: Facts) -> Preference:
    """Return the cap on brokers, of the answers or of the team, and how many spread a loss; the biggest machines are exempt."""
    most, reason = answers.goals.operations.max_brokers, "goals.operations.max_brokers"
    if most is None:
        team = answers.goals.operations.team
        most = int(facts.number(f"strimzi.preference.brokers.{team}"))
        reason = f"goals.operations.team {team}"
    return Preference(
        max_units=most,
        reason=reason,
        exempt=biggest(answers.cloud.provider, facts),
        even_units=int(facts.number("strimzi.preference.brokers.even")),
    )


def biggest(provider: CloudProvider, facts: Facts) -> frozenset[str]:
    """Return the machines with the most cores of each family, e.g. ``m7g``: no bigger one could take their place."""
    found: dict[str, tuple[float, str]] = {}
    for machine in machines(provider, facts):
        family = _SIZE.sub("", machine.name)
        found[family] = max(found.get(family, (0.0, "")), (machine.vcpu, machine.name))
    return frozenset(name for _, name in found.values())
