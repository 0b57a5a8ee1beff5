"""Cruise Control: what brokers can carry, and what a proposal must and should reach."""

from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Setting
from kafka_scaffold.sizing.platforms.strimzi.details import CruiseControl
from kafka_scaffold.sizing.platforms.strimzi.nodes import Nodes
from kafka_scaffold.sizing.platforms.strimzi.resources import resources
from kafka_scaffold.sizing.prose import MIB, cite


STRICTLY = "RackAwareGoal"
EVENLY = "RackAwareDistributionGoal"


def cruise_control(on: Nodes, facts: Facts) -> CruiseControl | None:
    """Return Cruise Control, or ``None`` where three nodes hold a copy of everything and nothing can be moved."""
    if on.topology.dual:
        return None
    goals = _goals("goals", on, facts)
    return CruiseControl(
        inbound=_network("inbound", on, facts),
        outbound=_network("outbound", on, facts),
        goals=goals,
        default_goals=goals,
        hard_goals=_goals("hard_goals", on, facts),
        config=_anomalies(on, facts),
        resources=resources(
            "cruise_control",
            f"A model of {on.topology.brokers} brokers and {on.asked.replicas:,} partition replicas",
            facts,
        ),
        auto_rebalance=True,
        replication_throttle=_throttle(on, facts),
    )


def _goals(which: str, on: Nodes, facts: Facts) -> tuple[str, ...]:
    """Return goals by their full names.

    Zones fewer than copies can never hold one copy each: there copies are spread over zones as evenly as may be.
    """
    package = facts.get("strimzi.cruise_control.package").text
    names = [str(name) for name in facts.get(f"strimzi.cruise_control.{which}").items]
    few = _has_few_zones(on, facts)
    return tuple(f"{package}.{EVENLY if few and name == STRICTLY else name}" for name in names)


def _has_few_zones(on: Nodes, facts: Facts) -> bool:
    return 1 < on.topology.zones < facts.number("kafka.replication.standard")


def _anomalies(on: Nodes, facts: Facts) -> tuple[Setting, ...]:
    """Return what Cruise Control looks for by itself, where its default would ask for a goal that is not among ours."""
    if not _has_few_zones(on, facts):
        return ()
    goals = Setting(
        name="anomaly.detection.goals",
        value=",".join(_goals("anomaly_goals", on, facts)),
        reason="Must be among the goals above, or Cruise Control does not start; its default has the one about zones that "
        "two zones cannot meet",
        source=cite(facts.get("strimzi.cruise_control.anomaly_goals")),
    )
    return (goals,)


def _network(name: str, on: Nodes, facts: Facts) -> Setting:
    share = facts.get("strimzi.cruise_control.network_share")
    rate = on.machine.network_mib_s
    return Setting(
        name=name,
        value=f"{int(rate * share.number)}MiB/s",
        reason=f"{share.number:.0%} of the {rate:.4g} MiB/s that {on.machine.name} sustains; {share.note}. Without a "
        "capacity Strimzi leaves every goal about the network out",
        source=cite(share),
    )


def _throttle(on: Nodes, facts: Facts) -> Setting:
    share = facts.get("strimzi.cruise_control.throttle_share")
    disk = on.machine.disk_mib_s if on.disk is None else min(on.disk.mib_s, on.machine.disk_mib_s)
    rate = min(on.machine.network_mib_s, disk or on.machine.network_mib_s)
    return Setting(
        name="replication_throttle",
        value=int(rate * share.number * MIB),
        reason=f"{share.number:.0%} of the {rate:.4g} MiB/s that a broker's network and disk both carry; {share.note}",
        source=cite(share),
    )
