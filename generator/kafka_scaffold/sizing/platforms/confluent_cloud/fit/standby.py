"""Whether and where an environment has a standby."""

from kafka_scaffold.model.answers import Answers, DisasterRecoveryKind, Environment


def standby_region(answers: Answers, environment: Environment) -> str | None:
    """Return the region of an environment's standby; only what is protected has one."""
    wanted = answers.disaster_recovery
    if wanted.kind is not DisasterRecoveryKind.ACTIVE_PASSIVE or not environment.protect:
        return None
    return wanted.region
