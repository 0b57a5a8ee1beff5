"""The volumes of Standard brokers: size, who grows them, and their throughput."""

from math import ceil

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, Setting, TopicPlan
from kafka_scaffold.sizing.platforms.msk.details import Storage, StorageGrowth
from kafka_scaffold.sizing.prose import cite, clamp


def volume_baseline_mib_s(volume_gib: float, facts: Facts) -> float:
    """Return what a volume carries without provisioned throughput."""
    per_gib = facts.number("msk.storage.baseline_mib_s_per_gib")
    least = facts.number("msk.storage.baseline_min_mib_s")
    return clamp(per_gib * volume_gib, least, facts.number("msk.storage.baseline_max_mib_s"))


def volume_need_mib_s(demand: Demand, brokers: int, facts: Facts) -> float:
    """Return what one broker's volume must carry at peak, with a zone lost and lagging readers."""
    factor = facts.number("msk.method.storage_factor")
    if demand.tiered:
        factor += facts.number("msk.method.tiered_factor")
    return demand.ingress_peak_mib_s / brokers * factor


def provisioned_mib_s(
    demand: Demand, size: str, brokers: int, volume_gib: float, facts: Facts
) -> int | None:
    """Return the throughput to provision per broker, or ``None`` when the volume's own is enough or all there is.

    Only sizes from 4xlarge on take provisioned throughput.
    """
    need = volume_need_mib_s(demand, brokers, facts)
    if size not in facts.rows("msk.provisioned_throughput"):
        return None
    if need <= volume_baseline_mib_s(volume_gib, facts):
        return None
    most = min(
        facts.number(f"msk.standard.{size}.ebs_mib_s"),
        facts.number("msk.storage.provisioned_max_mib_s"),
    )
    return int(clamp(ceil(need), facts.number("msk.storage.provisioned_min_mib_s"), int(most)))


def is_tiered_cluster(demand: Demand, topics: tuple[TopicPlan, ...], facts: Facts) -> bool:
    """Tell whether a Standard cluster needs tiered storage: a topic uses it, or an aggregate workload asks for it."""
    if not demand.aggregate:
        return any(s.name == "remote.storage.enable" for t in topics for s in t.settings)
    least_hours = facts.number("msk.tiered.min_retention_ms") / 3_600_000
    return demand.tiered and demand.retention_hours >= least_hours


def storage(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    chosen: Candidate,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> Storage:
    """Return one environment's volumes."""
    volume = chosen.storage_gib_per_unit
    growth, why = _growth(answers, environment, facts)
    tiered = is_tiered_cluster(demand, topics, facts)
    return Storage(
        volume_gib=Setting(
            name="volume_gib",
            value=volume,
            reason=f"{demand.ingress_avg_mib_s:.4g} MiB/s for {_hot_hours(demand, tiered):.4g} h with every copy, "
            f"times {facts.number('msk.method.storage_headroom'):g} for headroom, over {chosen.units} brokers",
            source=cite(facts.get("msk.method.storage_headroom")),
        ),
        growth=growth,
        growth_reason=why,
        max_gib=_largest(volume, growth, facts),
        target_percent=_target(facts),
        throughput_mib_s=_throughput(demand, chosen, facts),
        tiered=tiered,
        tiered_reason=_tiered_reason(demand, tiered=tiered),
    )


def _hot_hours(demand: Demand, tiered: bool) -> float:
    return demand.hot_retention_hours if tiered else demand.retention_hours


def _growth(answers: Answers, environment: Environment, facts: Facts) -> tuple[StorageGrowth, str]:
    region = answers.cloud.region
    if region in facts.get("msk.storage.regions_without_autoscaling").items:
        return (
            StorageGrowth.TERRAFORM,
            f"storage scaling is not offered in {region}: raise volume_size here when the alarm asks for it",
        )
    if not environment.protect:
        return (
            StorageGrowth.TERRAFORM,
            "an environment without deletion protection keeps the size that is written here: volumes never "
            "shrink, and a runaway producer should fill a small one rather than pay for a big one",
        )
    return (
        StorageGrowth.AUTOSCALED,
        "Application Auto Scaling grows the volumes and Terraform ignores volume_size: two owners of one number "
        "would fight, and a volume can only grow",
    )


def _largest(volume: int, growth: StorageGrowth, facts: Facts) -> Setting:
    factor = facts.get("msk.storage.autoscaling_max_factor")
    limit = facts.number("msk.quotas.volume_gib_max")
    if growth is StorageGrowth.TERRAFORM:
        reason = "Terraform sets the size; nothing grows by itself"
        return Setting(name="max_gib", value=volume, reason=reason, source="environments.*.protect")
    value = int(min(limit, max(volume * factor.number, volume)))
    reason = f"{factor.number:g} x {volume} GiB, at most {limit:g} GiB: bounds what a runaway producer can cost"
    return Setting(name="max_gib", value=value, reason=reason, source=cite(factor))


def _target(facts: Facts) -> Setting:
    fact = facts.get("msk.storage.autoscaling_target_percent")
    alarm = facts.number("msk.alarms.disk_percent")
    reason = f"Volumes grow at {fact.number:g} % full, long before the alarm at {alarm:g} %"
    return Setting(name="target_percent", value=int(fact.number), reason=reason, source=cite(fact))


def _throughput(demand: Demand, chosen: Candidate, facts: Facts) -> Setting | None:
    volume = chosen.storage_gib_per_unit
    value = provisioned_mib_s(demand, chosen.size, chosen.units, volume, facts)
    if value is None:
        return None
    need = volume_need_mib_s(demand, chosen.units, facts)
    own = volume_baseline_mib_s(volume, facts)
    return Setting(
        name="throughput_mib_s",
        value=value,
        reason=f"{need:.4g} MiB/s per broker at peak with a zone lost; {volume} GiB carry {own:.4g} MiB/s by themselves",
        source=cite(facts.get("msk.storage.provisioned_min_mib_s")),
    )


def _tiered_reason(demand: Demand, *, tiered: bool) -> str:
    kept, hot = f"{demand.retention_hours:.4g} h", f"{demand.hot_retention_hours:.4g} h"
    if tiered:
        return f"kept {kept}, quick to read for {hot} only: older segments move to tiered storage"
    if demand.tiered:
        return f"kept {kept}: tiered storage takes deleting topics of three days or more, and there is none"
    return "everything that is kept must be quick to read"
