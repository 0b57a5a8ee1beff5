"""The smallest volume that lets a Standard broker carry what the method counts on."""

from math import ceil

from kafka_scaffold.model.facts import Facts


def least_gib(size: str, facts: Facts) -> int:
    """Return the smallest volume for a size.

    The method plans with a share of a size's EBS throughput, and a volume's own throughput grows with its size;
    what is above a volume's own is provisioned (`storage.provisioned_mib_s`).
    """
    used = facts.number(f"msk.standard.{size}.ebs_mib_s")
    used *= facts.number("msk.method.standard_utilisation")
    wanted = min(used, facts.number("msk.storage.baseline_max_mib_s"))
    floor = int(facts.number("msk.volumes.gib_floor"))
    if wanted <= facts.number("msk.storage.baseline_min_mib_s"):
        return floor
    return max(floor, ceil(wanted / facts.number("msk.storage.baseline_mib_s_per_gib")))
