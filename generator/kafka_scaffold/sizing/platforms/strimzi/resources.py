"""What containers ask for: a row of facts for whatever is not a broker or a controller."""

from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.platforms.strimzi.details import Resources


MILLI = 1000
MIB_PER_GIB = 1024


def resources(component: str, why: str, facts: Facts) -> Resources:
    """Return the resources of a component; its CPU has no limit, which would only slow it down."""
    row = f"strimzi.resources.{component}"
    heap = int(facts.number(f"{row}.heap_mib"))
    return Resources(
        cpu=cpu(facts.number(f"{row}.cpu_milli") / MILLI),
        cpu_limit=None,
        memory=memory(facts.number(f"{row}.memory_mib")),
        heap_mib=heap or None,
        reason=why,
    )


def cpu(cores: float) -> str:
    """Return cores in Kubernetes' notation: whole ones as they are, parts in thousandths."""
    milli = int(cores * MILLI)
    return str(milli // MILLI) if milli % MILLI == 0 else f"{milli}m"


def memory(mib: float) -> str:
    """Return memory in Kubernetes' notation, whole GiB where it is whole."""
    whole = int(mib)
    return f"{whole // MIB_PER_GIB}Gi" if whole % MIB_PER_GIB == 0 else f"{whole}Mi"
