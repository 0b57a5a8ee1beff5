"""What is asked of Confluent Cloud: read with it alone."""

from dataclasses import replace
from typing import Any

from kafka_scaffold.answers.kinds import Kind, boolean, choice, integer, number, rate
from kafka_scaffold.answers.question import ABSENT, Computed, Condition, Fixed, Group, Question
from kafka_scaffold.answers.values import Values
from kafka_scaffold.model.answers import Authentication, Platform
from kafka_scaffold.model.platform_answers import (
    ConfluentNetworking,
    ConfluentSignIn,
    StreamGovernance,
    Uptime,
)


MOST_CFU = 1000
MOST_CSU = 28
MOST_CONNECTIONS = 10_000_000
MOST_REQUESTS = 100_000_000


def _percent() -> Kind:
    """Return a choice of percentages; YAML takes one without quotes for a number."""
    words = choice(Uptime)

    def parse(value: Any) -> Any:
        plain = isinstance(value, int | float) and not isinstance(value, bool)
        return words.parse(f"{value:g}" if plain else value)

    numbers = [float(word) for word in words.choices]
    return replace(words, parse=parse, schema={"enum": [*words.choices, *numbers]})


def _possible(values: Values, _: str) -> bool:
    return values["platform"] in (None, Platform.CONFLUENT_CLOUD)


def _chosen(values: Values, _: str) -> bool:
    return values["platform"] is Platform.CONFLUENT_CLOUD


def _sign_in(values: Values, _: str) -> ConfluentSignIn:
    """Return what `security.authentication` says in Confluent's words; it asks back, so only what was given counts."""
    asked = values.peek("security.authentication")
    return ConfluentSignIn.MTLS if asked is Authentication.MTLS else ConfluentSignIn.API_KEY


CONFLUENT = Condition(words="with `platform: confluent-cloud` or `auto`", holds=_possible)
CHOSEN = Condition(words="with `platform: confluent-cloud`", holds=_chosen)

GROUPS = (
    Group(
        path="confluent_cloud",
        title="Confluent Cloud",
        help="What is asked of Confluent Cloud; read with `platform: confluent-cloud`.",
    ),
)

QUESTIONS = (
    Question(
        path="confluent_cloud.uptime",
        kind=_percent(),
        prompt="Uptime that Confluent must promise",
        help="Per cent of a month. 99.9 rules Basic out, 99.99 takes two units or several zones; to survive the loss of a "
        "zone takes 99.99, whatever is written here. Without it the goals decide.",
        default=ABSENT,
        when=CONFLUENT,
        asked=CHOSEN,
    ),
    Question(
        path="confluent_cloud.networking",
        kind=choice(ConfluentNetworking),
        prompt="Network by which clients reach the cluster",
        help="Basic and Standard are `public`, Freight is `pni` and Enterprise `pni` or `private-link`; the others are "
        "Dedicated's. Without it `security.exposure` decides.",
        default=ABSENT,
        when=CONFLUENT,
        asked=CHOSEN,
    ),
    Question(
        path="confluent_cloud.sign_in",
        kind=choice(ConfluentSignIn),
        prompt="How clients sign in at Confluent",
        help="`api-key` is a name and a secret for each application; `oauth` takes tokens of your identity provider, "
        "which Basic does not; `mtls` certificates of your authority, on Dedicated, and on AWS on Enterprise and Freight.",
        default=Computed(
            words="`mtls` with `security.authentication: mtls`, else `api-key`", value=_sign_in
        ),
        when=CONFLUENT,
        asked=CHOSEN,
    ),
    Question(
        path="confluent_cloud.stream_governance",
        kind=choice(StreamGovernance),
        prompt="Stream Governance package",
        help="`essentials` costs nothing and holds 100 schemas; `advanced` is paid by the hour and holds 20,000, with "
        "data rules, business metadata and a promise of 99.99 %.",
        default=Fixed(plain="essentials"),
        when=CONFLUENT,
        asked=CHOSEN,
    ),
    Question(
        path="confluent_cloud.schema_validation",
        kind=boolean(),
        prompt="Brokers check the ids of schemas",
        help="A record without a registered schema is refused; takes a Dedicated cluster and a format in `schemas.format`.",
        default=Fixed(plain=False),
        when=CONFLUENT,
    ),
    Question(
        path="confluent_cloud.client_quotas",
        kind=boolean(),
        prompt="Limit of each client's rate",
        help="One application cannot starve the others; takes Enterprise, Freight or Dedicated.",
        default=Fixed(plain=False),
        when=CONFLUENT,
    ),
    Question(
        path="confluent_cloud.access_transparency",
        kind=boolean(),
        prompt="Access Transparency",
        help="Confluent logs what its own staff does on the cluster; takes a Dedicated cluster.",
        default=Fixed(plain=False),
        when=CONFLUENT,
    ),
    Question(
        path="confluent_cloud.flink_cfu",
        kind=number(0, MOST_CFU),
        prompt="Flink CFU on average",
        help="Makes a compute pool and counts in the bill; 0 makes none. Freight has no Flink.",
        default=Fixed(plain=0),
        when=CONFLUENT,
        asked=CHOSEN,
    ),
    Question(
        path="confluent_cloud.ksqldb_units",
        kind=integer(0, MOST_CSU),
        prompt="Units of ksqlDB",
        help="CSU of a ksqlDB cluster, on Basic, Standard and Dedicated; 0 makes none.",
        default=Fixed(plain=0),
        when=CONFLUENT,
    ),
    Question(
        path="confluent_cloud.cku_price",
        kind=number(0.01, 100),
        prompt="Your contract's price of a CKU per hour",
        help="US dollars, of a Dedicated cluster; Confluent publishes none, and without it a derived one stands in.",
        default=ABSENT,
        when=CONFLUENT,
    ),
    Question(
        path="confluent_cloud.p95_write",
        kind=rate(),
        prompt="Written per second, 95th percentile",
        help="Confluent sizes by it, with room above; before compression, as `workload.write`. Without it the peak stands in.",
        default=ABSENT,
        when=CONFLUENT,
    ),
    Question(
        path="confluent_cloud.p95_read",
        kind=rate(),
        prompt="Read per second, 95th percentile",
        help="As that of writes; without it the peak stands in.",
        default=ABSENT,
        when=CONFLUENT,
    ),
    Question(
        path="confluent_cloud.connections",
        kind=integer(1, MOST_CONNECTIONS),
        prompt="Connections counted on a running cluster",
        help="Without it they are estimated from the applications' instances.",
        default=ABSENT,
        when=CONFLUENT,
    ),
    Question(
        path="confluent_cloud.requests_per_second",
        kind=number(1, MOST_REQUESTS),
        prompt="Requests per second counted on a running cluster",
        help="Without it they are estimated from traffic and clients.",
        default=ABSENT,
        when=CONFLUENT,
    ),
    Question(
        path="confluent_cloud.max_units",
        kind=integer(1, 152),
        prompt="Units that an elastic cluster may grow to",
        help="A runaway client is throttled there instead of billed; without it twice what is planned.",
        default=ABSENT,
        when=CONFLUENT,
    ),
)
