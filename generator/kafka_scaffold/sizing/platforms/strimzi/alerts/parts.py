"""How an alert is put together: what it selects, how long it waits, and the series that prove it."""

from dataclasses import dataclass

from kafka_scaffold.model.facts import Facts
from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.strimzi.details import NodePool, StrimziDetails
from kafka_scaffold.sizing.promql import (
    Series,
    at_least_none,
    equal,
    like,
    select,
)


LATE_MINUTES = 3  # after an alert is due, until its test looks
GIB = 1024**3
ANY_ID = "[0-9]+"


def answering(*labels: str) -> str:
    """Return how many targets gave metrics at the last scrape."""
    return at_least_none(f"count({select('up', *labels)} == 1)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One environment as alerts see it: what its metrics are labelled with, and the facts that thresholds come from."""

    details: StrimziDetails
    facts: Facts

    def number(self, name: str) -> float:
        """Return a number of the facts about alerts."""
        return self.facts.number(f"strimzi.alerts.{name}")

    def minutes(self, name: str) -> int:
        """Return a number of minutes of the facts about alerts."""
        return round(self.number(f"{name}_minutes"))

    @property
    def settle_minutes(self) -> int:
        """Return after how long no rolling update explains what is still wrong."""
        return round(self.minutes("restart") * self.number("settle_restarts"))

    @property
    def window(self) -> str:
        """Return over what rates are taken."""
        return f"[{self.minutes('rate')}m]"

    @property
    def namespace(self) -> str:
        """Return the matcher of the environment's namespace."""
        return equal("namespace", self.details.namespace)

    @property
    def reconciled(self) -> str:
        """Return the matcher of what an operator says of the namespace; its own label of that name wins."""
        return equal("exported_namespace", self.details.namespace)

    @property
    def cluster(self) -> tuple[str, str]:
        """Return the matchers of everything that belongs to the Kafka resource."""
        return self.namespace, equal("strimzi_io_cluster", self.details.cluster_name)

    def of_pool(self, pool: NodePool) -> tuple[str, ...]:
        """Return the matchers of the metrics that nodes of a pool give."""
        return (*self.cluster, equal("strimzi_io_pool_name", pool.name))

    def node(self, pool: NodePool, index: int = 0) -> str:
        """Return the name of a node's pod."""
        return f"{self.details.cluster_name}-{pool.name}-{pool.ids[index]}"

    def pods(self, *pools: NodePool) -> str:
        """Return the matcher of the pods of pools."""
        names = [pool.name for pool in pools]
        one_of = names[0] if len(names) == 1 else f"({'|'.join(names)})"
        return like("pod", f"{self.details.cluster_name}-{one_of}-{ANY_ID}")

    def claims(self, pool: NodePool) -> str:
        """Return the matcher of the volume claims of a pool; Strimzi names them by volume and pod."""
        pod = f"{self.details.cluster_name}-{pool.name}-{ANY_ID}"
        return like("persistentvolumeclaim", f"data-{ANY_ID}-{pod}")

    def metric(self, name: str, pool: NodePool, value: str, *labels: str) -> Series:
        """Return one series for each node of a pool."""
        return tuple(
            (
                select(name, *self.of_pool(pool), equal("pod", self.node(pool, index)), *labels),
                value,
            )
            for index in range(len(pool.ids))
        )

    def rule(
        self,
        name: str,
        expression: str,
        minutes: int,
        *,
        group: str,
        summary: str,
        description: str,
        runbook: str,
        reason: str,
        fires: Series,
        silent: Series,
        page: bool = False,
        warm: int = 0,
    ) -> AlertRule:
        """Return one alert.

        ``page`` says that somebody must be woken, which an environment without protection never asks for. ``warm`` is
        how many minutes of samples the expression needs before it can be true.
        """
        return AlertRule(
            name=name,
            group=group,
            expression=expression,
            for_=f"{minutes}m",
            severity="page" if page and self.details.protect else "ticket",
            summary=summary,
            description=description,
            runbook=runbook,
            reason=reason,
            fires=fires,
            silent=silent,
            at=f"{minutes + warm + LATE_MINUTES}m",
        )
