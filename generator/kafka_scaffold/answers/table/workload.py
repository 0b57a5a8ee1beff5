"""How much is written, read and kept, and what is wanted of it."""

from kafka_scaffold.answers.kinds import (
    boolean,
    choice,
    duration,
    integer,
    money,
    number,
    rate,
    size,
)
from kafka_scaffold.answers.question import ABSENT, Computed, Condition, Fixed, Group, Question
from kafka_scaffold.answers.values import Values
from kafka_scaffold.model.answers import Objective, Ordering, Survive, Team


PEAK_PER_AVERAGE = 3.0
INSTANCES = 3
RETENTION = duration("1m", "3650d", "7d")


def _plain_workload(values: Values, _: str) -> bool:
    return not values.given("workload.aggregate")


def _aggregate(values: Values, _: str) -> bool:
    return values.given("workload.aggregate")


def _read_rate(values: Values, _: str) -> bool:
    return _plain_workload(values, "") and values.given("workload.read.average")


TOPICS = Condition(words="without `workload.aggregate`", holds=_plain_workload)
AGGREGATE = Condition(words="with `workload.aggregate`", holds=_aggregate)
READ_RATE = Condition(words="with `workload.read.average`", holds=_read_rate)


def _fan_out(values: Values, _: str) -> float:
    reads = sum(values[f"{t}.share"] * len(values[f"{t}.consumers"]) for t in values.many("topics"))
    return float(reads) if reads > 0 else 1.0


def _scaled(path: str) -> Computed:
    def value(values: Values, _: str) -> float:
        return float(values[path] * values["workload.read.fan_out"])

    return Computed(words=f"`{path}` × `workload.read.fan_out`", value=value)


def _read_peak(values: Values, _: str) -> float:
    if not values.given("workload.read.average"):
        return float(values["workload.write.peak"] * values["workload.read.fan_out"])
    swing = values["workload.write.peak"] / values["workload.write.average"]
    return float(values["workload.read.average"] * swing)


def _clients(reads: bool) -> Computed:
    role = "consumers" if reads else "producers"

    def value(values: Values, _: str) -> int:
        names = {name for t in values.many("topics") for name in values[f"{t}.{role}"]}
        counts = [values[f"applications.{name}.instances"] or INSTANCES for name in sorted(names)]
        return max(sum(counts), INSTANCES)

    words = f"the instances of the applications that are {role}, {INSTANCES} where none is stated"
    return Computed(words=words, value=value)


GROUPS = (
    Group(
        path="workload",
        title="Workload",
        help="Traffic before compression. MB is 10^6 bytes, MiB 2^20.",
    ),
    Group(path="workload.write", title="Writing", help="What all producers write together."),
    Group(
        path="workload.read",
        title="Reading",
        help="What all consumers read together: a multiple of what is written, or rates.",
        one_of=("fan_out", "average"),
    ),
    Group(path="workload.clients", title="Clients", help="How many instances connect."),
    Group(
        path="workload.aggregate",
        title="Aggregates",
        help="The workload as other calculators take it, on the wire; replaces writing, reading, topics and applications.",
    ),
    Group(path="workload.aggregate.in", title="Into the cluster", help="What is written."),
    Group(path="workload.aggregate.out", title="Out of the cluster", help="What all groups read."),
    Group(path="goals", title="Goals", help="What the platform must do, and may cost."),
    Group(
        path="goals.latency",
        title="Latency",
        help="99th percentiles; without one there is no goal.",
    ),
    Group(path="goals.durability", title="Durability", help="What must not be lost."),
    Group(path="goals.operations", title="Operations", help="Who runs it."),
)

QUESTIONS = (
    Question(
        path="workload.write.average",
        kind=rate(),
        prompt="Written per second on average",
        help="Over a day, all topics together, before compression.",
        when=TOPICS,
        asked=True,
    ),
    Question(
        path="workload.write.peak",
        kind=rate(),
        prompt="Written per second at peak",
        help="The highest that must be carried for minutes.",
        default=Computed(
            words=f"{PEAK_PER_AVERAGE:g} × the average",
            value=lambda values, _: PEAK_PER_AVERAGE * values["workload.write.average"],
        ),
        when=TOPICS,
        asked=True,
    ),
    Question(
        path="workload.compression_ratio",
        kind=number(1, 30),
        prompt="Compression ratio",
        help="How many times smaller records get; 1 until it has been measured.",
        default=Fixed(plain=1),
        when=TOPICS,
        asked=True,
    ),
    Question(
        path="workload.read.fan_out",
        kind=number(0, 1000),
        prompt="How often each byte is read",
        help="Bytes read per byte written, over all consumers.",
        default=Computed(
            words="the consumers of each topic, weighted by its share; 1 without any",
            value=_fan_out,
        ),
        when=TOPICS,
        asked=True,
    ),
    Question(
        path="workload.read.average",
        kind=rate(),
        prompt="Read per second on average",
        help="Instead of a fan-out.",
        default=_scaled("workload.write.average"),
        when=TOPICS,
    ),
    Question(
        path="workload.read.peak",
        kind=rate(),
        prompt="Read per second at peak",
        help="The highest that must be carried for minutes.",
        default=Computed(
            words="swings as writing does, from the average or fan-out", value=_read_peak
        ),
        when=READ_RATE,
    ),
    Question(
        path="workload.record_size",
        kind=size("16 MiB"),
        prompt="Size of a typical record",
        help="Key, value and headers, before compression.",
        default=Fixed(plain="1 KB"),
        when=TOPICS,
        asked=True,
    ),
    Question(
        path="workload.retention",
        kind=RETENTION,
        prompt="How long records are kept",
        help="Topics may say otherwise.",
        default=Fixed(plain="3d"),
        when=TOPICS,
        asked=True,
    ),
    Question(
        path="workload.hot_retention",
        kind=RETENTION,
        prompt="How long records must be quick to read",
        help="What is older may live in cheaper storage.",
        default=Computed(
            words="`workload.retention`", value=lambda values, _: values["workload.retention"]
        ),
        when=TOPICS,
        asked=True,
    ),
    Question(
        path="workload.order",
        kind=choice(Ordering),
        prompt="Order that consumers rely on",
        help="`total` means one partition.",
        default=Fixed(plain="per-key"),
        when=TOPICS,
    ),
    Question(
        path="workload.clients.producers",
        kind=integer(1, 1_000_000),
        prompt="Producer instances",
        help="Each holds connections to the brokers.",
        default=_clients(reads=False),
    ),
    Question(
        path="workload.clients.consumers",
        kind=integer(0, 1_000_000),
        prompt="Consumer instances",
        help="Each holds connections to the brokers.",
        default=_clients(reads=True),
    ),
    Question(
        path="workload.clients.connections_per_second",
        kind=number(0, 100_000),
        prompt="New connections per second",
        help="Clients that come and go; signing in costs brokers more than traffic does.",
        default=Fixed(plain=1),
    ),
    Question(
        path="workload.aggregate.in.average",
        kind=rate(),
        prompt="Into the cluster on average",
        help="On the wire.",
        when=AGGREGATE,
    ),
    Question(
        path="workload.aggregate.in.peak",
        kind=rate(),
        prompt="Into the cluster at peak",
        help="On the wire.",
        default=Computed(
            words="the average", value=lambda values, _: values["workload.aggregate.in.average"]
        ),
        when=AGGREGATE,
    ),
    Question(
        path="workload.aggregate.out.average",
        kind=rate(),
        prompt="Out of the cluster on average",
        help="On the wire, all consumer groups.",
        default=Computed(
            words="what goes in", value=lambda values, _: values["workload.aggregate.in.average"]
        ),
        when=AGGREGATE,
    ),
    Question(
        path="workload.aggregate.out.peak",
        kind=rate(),
        prompt="Out of the cluster at peak",
        help="On the wire, all consumer groups.",
        default=Computed(
            words="the average out, or what goes in at peak if that is more",
            value=lambda values, _: max(
                values["workload.aggregate.out.average"], values["workload.aggregate.in.peak"]
            ),
        ),
        when=AGGREGATE,
    ),
    Question(
        path="workload.aggregate.partition_replicas",
        kind=integer(1, 1_000_000),
        prompt="Partitions, replicas counted",
        help="Over the whole cluster.",
        when=AGGREGATE,
    ),
    Question(
        path="workload.aggregate.retention",
        kind=RETENTION,
        prompt="How long records are kept",
        help="Over all topics.",
        default=Fixed(plain="3d"),
        when=AGGREGATE,
    ),
    Question(
        path="workload.aggregate.hot_retention",
        kind=RETENTION,
        prompt="How long records must be quick to read",
        help="What is older may live in cheaper storage.",
        default=Computed(
            words="`workload.aggregate.retention`",
            value=lambda values, _: values["workload.aggregate.retention"],
        ),
        when=AGGREGATE,
    ),
    Question(
        path="goals.optimise_for",
        kind=choice(Objective),
        prompt="What matters most",
        help="Decides between sizes that all meet the goals.",
        default=Fixed(plain="cost"),
        asked=True,
    ),
    Question(
        path="goals.budget",
        kind=money(),
        prompt="Budget",
        help="Of the largest environment; a platform that costs more does not fit.",
        default=ABSENT,
        asked=True,
    ),
    Question(
        path="goals.latency.produce_p99",
        kind=duration("1 ms", "1h", "50 ms"),
        prompt="Time until a record is acknowledged",
        help="99th percentile.",
        default=ABSENT,
        asked=True,
    ),
    Question(
        path="goals.latency.end_to_end_p99",
        kind=duration("1 ms", "1d", "1 s"),
        prompt="Time from producer to consumer",
        help="99th percentile.",
        default=ABSENT,
    ),
    Question(
        path="goals.durability.survive",
        kind=choice(Survive),
        prompt="What may fail without loss",
        help="Acknowledged records survive it, and the service goes on. `region` takes `platform: confluent-cloud` and a "
        "standby, which has what was copied.",
        default=Fixed(plain="zone"),
        asked=True,
    ),
    Question(
        path="goals.durability.exactly_once",
        kind=boolean(),
        prompt="Exactly-once processing",
        help="Transactions in every application; each may also ask for it alone.",
        default=Fixed(plain=False),
        asked=True,
    ),
    Question(
        path="goals.durability.rpo",
        kind=duration("1s", "30d", "5m"),
        prompt="How much may be lost in a disaster",
        help="Recovery point objective.",
        default=ABSENT,
    ),
    Question(
        path="goals.durability.rto",
        kind=duration("1s", "30d", "30m"),
        prompt="How long recovery from a disaster may take",
        help="Recovery time objective.",
        default=ABSENT,
    ),
    Question(
        path="goals.operations.team",
        kind=choice(Team),
        prompt="Team that runs it",
        help="A small team is spared many brokers.",
        default=Fixed(plain="small"),
    ),
    Question(
        path="goals.operations.max_brokers",
        kind=integer(1, 1000),
        prompt="Most brokers to run",
        help="Instead of what the team's size implies.",
        default=ABSENT,
    ),
)
