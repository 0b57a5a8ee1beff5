"""What happens when a region is lost: asked and read with Confluent Cloud alone."""

from dataclasses import replace
from ipaddress import IPv4Network

from kafka_scaffold.answers.kinds import choice
from kafka_scaffold.answers.question import Computed, Condition, Fixed, Group, Question
from kafka_scaffold.answers.table.confluent_cloud import CHOSEN
from kafka_scaffold.answers.table.project import REGION, network_questions
from kafka_scaffold.answers.values import Values
from kafka_scaffold.model.answers import DisasterRecoveryKind


NETWORK = "disaster_recovery.network"
# Where a standby's network is looked for, and how large it is: as the cloud's own is by default.
_SPACE = IPv4Network("10.0.0.0/8")
_PREFIX = 16


def recovers(values: Values, _: str) -> bool:
    """Tell whether there is a standby."""
    return values["disaster_recovery.kind"] is not DisasterRecoveryKind.NONE


def made_networks(values: Values) -> tuple[tuple[str, IPv4Network], ...]:
    """Return path and range of every network that is made for an environment."""
    own = (f"{here}.network" for here in values.many("environments"))
    paths = ("cloud.network", *(path for path in own if values.given(path)))
    return tuple(
        (path, IPv4Network(values[f"{path}.create.cidr"]))
        for path in paths
        if not values.given(f"{path}.existing")
    )


def _free(values: Values, _: str) -> str:
    taken = [network for _, network in made_networks(values)]
    choices = _SPACE.subnets(new_prefix=_PREFIX)
    return str(next(free for free in choices if not any(free.overlaps(t) for t in taken)))


RECOVERS = Condition(words="with `disaster_recovery.kind: active-passive`", holds=recovers)


def _network() -> tuple[Question, ...]:
    cidr, *existing = network_questions(NETWORK)
    free = Computed(
        words="the first /16 of 10.0.0.0/8 that no other network here uses", value=_free
    )
    return (replace(cidr, default=free, when=RECOVERS), *existing)


GROUPS = (
    Group(
        path="disaster_recovery",
        title="Disaster recovery",
        help="What happens when a region is lost; read with `platform: confluent-cloud`.",
    ),
    Group(
        path=NETWORK,
        title="Network of the standby",
        help="In the other region: a network to create, or one that exists.",
        one_of=("create", "existing"),
    ),
    Group(path=f"{NETWORK}.create", title="New network", help="A network made for the standby."),
    Group(path=f"{NETWORK}.existing", title="Existing network", help="A network that is there."),
)

QUESTIONS = (
    Question(
        path="disaster_recovery.kind",
        kind=choice(DisasterRecoveryKind, later=("active-active",)),
        prompt="Disaster recovery",
        help="`active-passive` gives every protected environment a standby cluster in another region, which a cluster "
        "link fills: about the same again in units, and traffic between regions. Enterprise and Dedicated can be one.",
        default=Fixed(plain="none"),
        asked=CHOSEN,
    ),
    Question(
        path="disaster_recovery.region",
        kind=replace(REGION, schema={**REGION.schema, "examples": ["eu-central-1"]}),
        prompt="Region of the standby",
        help="Of the same cloud, and another than the cluster's.",
        when=RECOVERS,
        asked=RECOVERS,
    ),
    *_network(),
)
