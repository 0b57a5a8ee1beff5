"""One environment as its alerts see it: the jobs that scrape it, its limits, and the facts that thresholds come from."""

from dataclasses import dataclass

from kafka_scaffold.model.answers import Answers, Environment
from kafka_scaffold.model.demand import Demand
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate, TopicPlan
from kafka_scaffold.sizing.alert_rule import AlertRule
from kafka_scaffold.sizing.platforms.confluent_cloud import names
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.load import Load, load_of
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.scaling import ClusterSize, cluster_size
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.standby import standby_region
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.promql import Series, equal, select
from kafka_scaffold.sizing.prose import MIB


DAYS = "confluent-days"  # the group of what looks back a day, whose tests are long
LATE_MINUTES = 3  # after an alert is due, until its test looks
CLUSTER_ID = equal("kafka_id", "lkc-abc123")
STANDBY_ID = equal("kafka_id", "lkc-def456")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One environment; jobs are named after display names, since ids are known only once a cluster is there."""

    answers: Answers
    environment: Environment
    demand: Demand
    chosen: Candidate
    topics: tuple[TopicPlan, ...]
    facts: Facts
    size: ClusterSize
    load: Load

    @property
    def variant(self) -> Variant:
        """Return the cluster's type."""
        return Variant(self.chosen.variant)

    @property
    def most_units(self) -> int:
        """Return the units that the cluster may have: it grows so far by itself, or it has them already."""
        setting = self.size.max_ecku or self.size.cku
        return self.chosen.units if setting is None else int(str(setting.value))

    @property
    def job(self) -> str:
        """Return the matcher of what the cluster and what belongs to it give."""
        return equal("job", scrape_job(names.environment_name(self.answers, self.environment)))

    @property
    def standby_job(self) -> str | None:
        """Return the matcher of what the standby gives; ``None`` where there is none."""
        if standby_region(self.answers, self.environment) is None:
            return None
        return equal("job", scrape_job(names.standby(self.answers, self.environment)))

    @property
    def records_s(self) -> float:
        """Return the records a second that the environment writes on average."""
        wire = self.demand.ingress_avg_mib_s * MIB
        packed = 1.0 if self.demand.aggregate else self.answers.workload.compression_ratio
        return wire * packed / self.demand.record_bytes

    @property
    def topic_records_s(self) -> dict[str, float]:
        """Return the records a second of each topic that was declared."""
        whole = self.demand.ingress_avg_mib_s
        if not whole:
            return {}
        return {
            topic.name: self.records_s * topic.ingress_avg_mib_s / whole
            for topic in self.demand.topics
        }

    def number(self, name: str) -> float:
        """Return a number of the facts about alerts."""
        return self.facts.number(f"confluent-cloud.alerts.{name}")

    def minutes(self, name: str) -> int:
        """Return a number of minutes of the facts about alerts."""
        return round(self.number(f"{name}_minutes"))

    @property
    def late_minutes(self) -> int:
        """Return how old the newest sample is."""
        return round(self.facts.number("confluent-cloud.metrics.late_minutes"))

    @property
    def window(self) -> str:
        """Return over what values are averaged."""
        return f"[{self.minutes('window')}m]"

    @property
    def delta_s(self) -> int:
        """Return over how many seconds one sample counts."""
        return round(self.facts.number("confluent-cloud.metrics.delta_seconds"))

    def of_cluster(self, metric: str, *labels: str) -> str:
        """Return a series of the cluster, as a test gives it."""
        return select(metric, self.job, CLUSTER_ID, *labels)

    def each_second(self, metric: str, *labels: str, by: str = "", job: str | None = None) -> str:
        """Return what a metric that counts by the minute counts a second."""
        chosen = select(metric, job or self.job, *labels)
        grouped = f" by ({by})" if by else ""
        return f"sum{grouped}(avg_over_time({chosen}{self.window})) / {self.delta_s}"

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
        at = minutes + warm + LATE_MINUTES
        return AlertRule(
            name=name,
            group=group,
            expression=expression,
            for_=f"{minutes}m",
            severity="page" if page and self.environment.protect else "ticket",
            summary=summary,
            description=description,
            runbook=runbook,
            reason=reason,
            fires=fires,
            silent=silent,
            at=f"{at}m",
        )


def scrape_job(cluster_name: str) -> str:
    """Return what the job is called that scrapes a cluster and all that belongs to it."""
    return f"confluent-{cluster_name}"


def scope_of(
    answers: Answers,
    environment: Environment,
    demand: Demand,
    chosen: Candidate,
    topics: tuple[TopicPlan, ...],
    facts: Facts,
) -> Scope:
    """Return what alerts of one environment are made from."""
    return Scope(
        answers=answers,
        environment=environment,
        demand=demand,
        chosen=chosen,
        topics=topics,
        facts=facts,
        size=cluster_size(answers, environment, demand, chosen, facts),
        load=load_of(answers, environment, demand, topics, facts),
    )
