"""The environments: copies of the platform, each with its own size."""

from typing import Any

from kafka_scaffold.answers.kinds import (
    boolean,
    integer,
    pattern,
    share,
)
from kafka_scaffold.answers.question import ABSENT, Computed, Condition, Fixed, Group, Question
from kafka_scaffold.answers.table.project import network_questions
from kafka_scaffold.answers.values import Values


MOST_ENVIRONMENTS = 12
_ARN = r"arn:aws(-cn|-us-gov)?"
CLUSTER_ARN = pattern(
    "an MSK cluster",
    _ARN
    + r":kafka:[a-z0-9-]{5,30}:[0-9]{12}:cluster/[A-Za-z0-9-]{1,64}/[0-9a-f-]{36}-[0-9a-z]{1,4}",
    most=250,
    example="arn:aws:kafka:eu-west-1:111122223333:cluster/clicks/11111111-2222-3333-4444-555555555555-2",
)
CONFIGURATION_ARN = pattern(
    "an MSK configuration",
    _ARN
    + r":kafka:[a-z0-9-]{5,30}:[0-9]{12}:configuration/[A-Za-z0-9._-]{1,128}/[0-9a-f-]{36}-[0-9a-z]{1,4}",
    most=300,
    example="arn:aws:kafka:eu-west-1:111122223333:configuration/clicks/11111111-2222-3333-4444-555555555555-2",
)
ENVIRONMENT = pattern(
    "an environment name",
    r"[a-z][a-z0-9]*(-[a-z0-9]+)*",
    most=12,
    example="prod",
    hint="write a short lower-case word, e.g. staging",
)


def _one_environment(*_: Any) -> dict[str, dict[str, Any]]:
    return {"prod": {}}


def _adopts(values: Values, here: str) -> bool:
    return values.given(f"{here}.adopt")


ADOPTS = Condition(words="with `adopt`", holds=_adopts)

GROUPS = (
    Group(
        path="environments.*",
        title="Environments",
        help="Copies of the platform, each with its own size.",
        names=ENVIRONMENT,
        most=MOST_ENVIRONMENTS,
        noun="environment",
        prompt="Environments, separated by commas",
        default=Computed(words="`prod` alone", value=_one_environment),
    ),
    Group(
        path="environments.*.network",
        title="Network of an environment",
        help="Instead of the cloud's.",
        one_of=("create", "existing"),
    ),
    Group(
        path="environments.*.network.create", title="New network", help="A network made for Kafka."
    ),
    Group(
        path="environments.*.network.existing",
        title="Existing network",
        help="A network that is there.",
    ),
    Group(
        path="environments.*.adopt",
        title="Adoption",
        help="A cluster that exists and is taken over.",
    ),
)

QUESTIONS = (
    Question(
        path="environments.*.scale",
        kind=share(),
        prompt="Part of the workload",
        help="What this copy must carry.",
        default=Fixed(plain="100%"),
        asked=True,
    ),
    Question(
        path="environments.*.zones",
        kind=integer(1, 6),
        prompt="Availability zones",
        help="Replicas are spread over them.",
        default=Computed(words="`cloud.zones`", value=lambda values, _: values["cloud.zones"]),
    ),
    Question(
        path="environments.*.protect",
        kind=boolean(),
        prompt="Guard against deletion",
        help="Terraform refuses to delete what holds data.",
        default=Computed(
            words="`true` where the whole workload runs",
            value=lambda values, here: values[f"{here}.scale"] >= 1,
        ),
    ),
    *network_questions("environments.*.network"),
    Question(
        path="environments.*.adopt.cluster_arn",
        kind=CLUSTER_ARN,
        prompt="Cluster to take over",
        help="Its ARN.",
        when=ADOPTS,
    ),
    Question(
        path="environments.*.adopt.configuration_arn",
        kind=CONFIGURATION_ARN,
        prompt="Configuration to take over",
        help="Its ARN; without it a new one is made.",
        default=ABSENT,
        when=ADOPTS,
    ),
)
