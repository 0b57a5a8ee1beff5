"""What the plan expects an environment to carry: thresholds are shares of it."""

from dataclasses import dataclass

from kafka_scaffold.model.answers import Answers
from kafka_scaffold.sizing.platforms.strimzi.details import StrimziDetails
from kafka_scaffold.sizing.platforms.strimzi.names import namespace


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The average traffic of one environment, compressed as brokers see it."""

    written_bytes_s: float
    records_s: float


def planned(details: StrimziDetails, answers: Answers) -> Planned | None:
    """Return the environment's share of the workload; none where only totals of a cluster were given."""
    workload = answers.workload
    if workload.aggregate is not None:
        return None
    written = workload.write.average_bytes_s * _scale(details, answers)
    return Planned(
        written_bytes_s=written / workload.compression_ratio,
        records_s=written / workload.record_bytes,
    )


def _scale(details: StrimziDetails, answers: Answers) -> float:
    """Return the scale of the environment whose namespace it is."""
    return next(
        environment.scale
        for environment in answers.environments
        if details.namespace == namespace(answers, environment)
    )
