"""What each variant cannot do is a rejection that names the answer or the two numbers."""

from dataclasses import replace
from datetime import date

import pytest

from builders import aggregated, answers, facts, goals, loaded, secured
from kafka_scaffold.model.answers import (
    Application,
    ApplicationKind,
    Authentication,
    Cleanup,
    EncryptionKey,
    Environment,
    Exposure,
    LatencyGoals,
    MonitoringStack,
    NewNetwork,
    Objective,
    Ordering,
    Survive,
)
from kafka_scaffold.model.plan import Candidate, NoFit, Rejection
from kafka_scaffold.sizing.planner import make_plan


TODAY = date(2026, 11, 24)
NETWORK = NewNetwork(cidr="10.40.0.0/16")
LARGE = {
    "standard": "kafka.m7g.large",
    "express": "express.m7g.large",
    "serverless": "serverless",
}


def considered(asked, variant):
    """Return the first size of a variant in the primary environment."""
    outcome = make_plan(asked, facts(), TODAY)
    found = outcome.considered if isinstance(outcome, NoFit) else outcome.primary.considered
    return next(item for item in found if item.size == LARGE[variant])


def monitored(base, stack):
    """Return answers with another monitoring stack."""
    return replace(base, monitoring=replace(base.monitoring, stack=stack))


def clients(base, **changes):
    """Return answers with other clients."""
    counts = replace(base.workload.clients, **changes)
    return replace(base, workload=replace(base.workload, clients=counts))


def streaming(base):
    """Return answers with a Kafka Streams application."""
    one = Application(
        name="joins",
        kind=ApplicationKind.STREAMS,
        language=base.applications[0].language,
        exactly_once=False,
    )
    return replace(base, applications=(*base.applications, one))


def only_topic(base, **changes):
    """Return answers with one topic that takes everything."""
    return replace(base, topics=(replace(base.topics[0], share=1.0, **changes),))


def environments(base, **other):
    """Return answers with a second, smaller environment."""
    values = {"name": "dev", "scale": 0.1, "zones": 3, "protect": False, "network": NETWORK}
    return replace(base, environments=(Environment(**(values | other)), *base.environments))


@pytest.mark.parametrize("variant", LARGE)
def test_plain_answers_fit_every_variant(variant):
    """What the tests below change is what makes the difference."""
    assert isinstance(considered(answers(), variant), Candidate)


@pytest.mark.parametrize(
    ("variant", "asked", "bottleneck", "words"),
    [
        pytest.param(
            "serverless",
            secured(answers(), authentication=Authentication.SCRAM),
            "authentication",
            "security.authentication scram",
            id="serverless-scram",
        ),
        pytest.param(
            "serverless",
            secured(answers(), encryption_key=EncryptionKey.OWN),
            "own key",
            "security.encryption_key own",
            id="serverless-own-key",
        ),
        pytest.param(
            "serverless",
            monitored(answers(), MonitoringStack.PROMETHEUS),
            "open monitoring",
            "monitoring.stack prometheus",
            id="serverless-prometheus",
        ),
        pytest.param(
            "serverless",
            secured(answers(), exposure=Exposure.PUBLIC),
            "public",
            "security.exposure public",
            id="serverless-public",
        ),
        pytest.param(
            "serverless",
            streaming(answers()),
            "streams",
            "applications.joins uses Kafka Streams",
            id="serverless-streams",
        ),
        pytest.param(
            "express",
            streaming(answers()),
            "streams",
            "variant: express takes it nevertheless",
            id="express-streams",
        ),
        pytest.param(
            "standard",
            monitored(secured(answers(), exposure=Exposure.PUBLIC), MonitoringStack.PROMETHEUS),
            "monitoring",
            "exclude each other",
            id="public-prometheus",
        ),
    ],
)
def test_a_feature_that_is_not_offered_names_the_answer(variant, asked, bottleneck, words):
    """No numbers clash; the reason is the key path, and the size is priced all the same."""
    item = considered(asked, variant)

    assert isinstance(item, Rejection)
    assert item.bottleneck == bottleneck
    assert words in item.reason
    assert item.source
    assert item.cost.monthly_usd > 0


@pytest.mark.parametrize(
    ("variant", "asked", "bottleneck", "need", "limit"),
    [
        pytest.param(
            "serverless",
            loaded(answers(), peak_mb_s=1400, fan_out=0.1),
            "ingress",
            400,
            200,
            id="serverless-ingress",
        ),
        pytest.param(
            "serverless",
            loaded(answers(), peak_mb_s=350, fan_out=5),
            "egress",
            500,
            400,
            id="serverless-egress",
        ),
        pytest.param(
            "serverless",
            only_topic(answers(), cleanup=Cleanup.COMPACT, partitions=121),
            "compacted partitions",
            121,
            120,
            id="serverless-compacted",
        ),
        pytest.param(
            "serverless",
            only_topic(answers(), partitions=2500),
            "partitions",
            2503,
            2400,
            id="serverless-partitions",
        ),
        pytest.param(
            "serverless",
            clients(answers(), producers=3000, consumers=1),
            "connections",
            3001,
            3000,
            id="serverless-connections",
        ),
        pytest.param(
            "standard",
            clients(answers(), producers=3000, consumers=1),
            "connections",
            3001,
            3000,
            id="iam-connections",
        ),
        pytest.param(
            "express",
            clients(answers(), connections_per_second=101.0),
            "new connections",
            101,
            100,
            id="iam-new-connections",
        ),
        pytest.param(
            "express",
            only_topic(loaded(answers(), peak_mb_s=70), ordering=Ordering.TOTAL),
            "partition ingress",
            20,
            15,
            id="express-one-partition",
        ),
        pytest.param(
            "serverless",
            goals(answers(), latency=LatencyGoals(produce_p99_ms=50.0)),
            "latency",
            100,
            50,
            id="serverless-latency",
        ),
        pytest.param(
            "serverless",
            only_topic(answers(), max_record_bytes=9_000_000),
            "record size",
            9_000_000,
            8_388_608,
            id="serverless-record",
        ),
        pytest.param(
            "standard",
            goals(answers(), budget_usd_month=100.0),
            "budget",
            None,
            100,
            id="budget",
        ),
    ],
)
def test_a_limit_that_breaks_gives_both_numbers(variant, asked, bottleneck, need, limit):
    """What is needed is more than what is allowed, in the unit of the limit (MB, not MiB)."""
    item = considered(asked, variant)

    assert isinstance(item, Rejection)
    assert item.bottleneck == bottleneck
    assert item.limit == limit
    assert need is None or item.need == pytest.approx(need)
    assert item.unit


def test_scram_has_no_limit_on_connections():
    """Only IAM connections are counted."""
    many = clients(answers(), producers=50_000)

    item = considered(secured(many, authentication=Authentication.SCRAM), "standard")

    assert isinstance(item, Candidate)
    assert not any("connections" in row.name for row in item.headroom)


def test_who_pins_express_gets_streams_with_a_warning():
    """AWS calls it not fully supported; a pin is a decision, not an oversight."""
    plan = make_plan(streaming(answers(variant="express")), facts(), TODAY)
    (finding,) = [f for f in plan.primary.findings if f.rule == "streams"]

    assert plan.variant == "express"
    assert finding.severity == "warning"
    assert finding.where == "applications.joins"


def test_two_zones_are_for_standard_alone():
    """A place to try things may have two; then no environment can be Express."""
    plan = make_plan(environments(answers(), zones=2), facts(), TODAY)
    express = next(c for c in plan.primary.considered if c.size == LARGE["express"])
    dev = plan.environments[0]

    assert plan.variant != "express"
    assert express.bottleneck == "environment"
    assert "environment dev has 2 zones; Express takes 3" in express.reason
    assert dev.chosen.units % 2 == 0


def test_two_zones_say_what_durability_they_have():
    """One of two copies is enough to accept a write: that is written down."""
    asked = environments(answers(variant="standard"), zones=2)
    dev, prod = make_plan(asked, facts(), TODAY).environments
    (finding,) = [f for f in dev.findings if f.rule == "durability"]

    assert "2 copies, 1 in sync" in finding.message
    assert {t.replication_factor for t in dev.topics} == {2}
    assert {t.replication_factor for t in prod.topics} == {3}
    assert not any(f.rule == "durability" for f in prod.findings)


def test_one_zone_is_refused_for_its_environment():
    """Every variant spreads over zones; the environment that cannot is named."""
    outcome = make_plan(environments(answers(), zones=1), facts(), TODAY)

    assert isinstance(outcome, NoFit)
    assert outcome.environment.name == "dev"
    assert {item.bottleneck for item in outcome.considered} == {"zones"}


def test_surviving_a_zone_takes_three():
    """With two, the loss of one stops writes or loses records."""
    base = answers()
    durability = replace(base.goals.durability, survive=Survive.ZONE)
    two = tuple(replace(e, zones=2) for e in base.environments)
    outcome = make_plan(
        replace(goals(base, durability=durability), environments=two, variant="standard"),
        facts(),
        TODAY,
    )

    assert isinstance(outcome, NoFit)
    standard = next(item for item in outcome.considered if item.variant == "standard")
    assert (standard.bottleneck, standard.need, standard.limit) == ("durability", 3, 2)


@pytest.mark.parametrize("variant", LARGE)
def test_a_pinned_variant_is_taken_and_the_others_are_still_compared(variant):
    """The plan shows what the pin costs."""
    plan = make_plan(answers(variant=variant), facts(), TODAY)
    others = [
        item
        for item in plan.primary.considered
        if item.variant != variant and isinstance(item, Candidate)
    ]

    assert plan.variant == variant
    assert plan.title == f"Amazon MSK {variant.title()}"
    assert others
    assert not any(item.preferred or item.chosen for item in others)


def test_an_unknown_variant_lists_the_known_ones():
    """The answers cannot know what a platform calls its variants."""
    outcome = make_plan(answers(variant="dedicated"), facts(), TODAY)

    assert isinstance(outcome, NoFit)
    assert "known: standard, express, serverless" in outcome.considered[0].reason


def test_a_size_that_a_region_does_not_price_is_not_offered():
    """Cape Town lists m5 only; nothing else can be chosen there, and surroundings without a price say so."""
    base = answers()
    outcome = make_plan(
        replace(base, cloud=replace(base.cloud, region="af-south-1")), facts(), TODAY
    )
    refused = next(c for c in outcome.primary.considered if c.size == LARGE["standard"])

    assert refused.bottleneck == "price"
    assert outcome.primary.chosen.size.startswith("kafka.m5.")
    assert "traffic between zones, producers" in outcome.primary.chosen.cost.unknown
    assert any(f.rule == "price-unknown" for f in outcome.findings)


def test_nobody_can_meet_a_tiny_budget():
    """Everything else is rejected for it, with the least that it would cost."""
    outcome = make_plan(goals(answers(), budget_usd_month=1.0), facts(), TODAY)

    assert isinstance(outcome, NoFit)
    assert {item.bottleneck for item in outcome.considered} == {"budget"}
    assert all(item.need > item.limit == 1 for item in outcome.considered)


def test_a_cap_below_the_zones_takes_no_bigger_size():
    """Fewer brokers than zones there cannot be: asking for one costs no more than asking for nothing."""
    base = answers()
    one = goals(base, operations=replace(base.goals.operations, max_brokers=1))
    asked, free = (make_plan(each, facts(), TODAY).primary.chosen for each in (one, base))

    assert (asked.size, asked.units) == (free.size, free.units)


def test_what_only_too_many_brokers_could_do_is_said():
    """The budget rules out the big sizes and the cap the small ones: the answer that would allow it is named."""
    base = aggregated((500, 1000, 1000, 2000, 12000, 168, 168), variant="express")
    free = make_plan(base, facts(), TODAY).primary
    small = next(c for c in free.considered if c.size == "express.m7g.xlarge")
    assert small.cost.monthly_usd < free.chosen.cost.monthly_usd
    outcome = make_plan(goals(base, budget_usd_month=small.cost.monthly_usd), facts(), TODAY)

    assert isinstance(outcome, NoFit)
    (only,) = [c for c in outcome.considered if c.bottleneck == "brokers"]
    assert (only.size, only.need, only.limit) == (small.size, 45, 12)
    assert "goals.operations.max_brokers 45 takes it" in only.reason


@pytest.mark.parametrize(
    ("objective", "words"),
    [
        (Objective.LATENCY, "30% above peak"),
        (Objective.THROUGHPUT, "50% above peak"),
        (Objective.BALANCE, "15% above peak"),
    ],
)
def test_an_objective_asks_for_spare_throughput_and_says_so(objective, words):
    """The size is the one for a higher peak; the note says how much and why."""
    base = loaded(answers(variant="standard"), peak_mb_s=400)
    plain, spare = (
        make_plan(goals(base, optimise_for=o), facts(), TODAY).primary.considered
        for o in (Objective.COST, objective)
    )
    by_size = {item.size: item for item in plain}

    assert all(item.units >= by_size[item.size].units for item in spare)
    assert any(item.units > by_size[item.size].units for item in spare)
    chosen = next(c for c in spare if isinstance(c, Candidate) and c.chosen)
    assert any(words in note for note in chosen.notes)


def test_a_small_topic_beside_a_big_record_is_no_reason():
    """Standard and Express take the record."""
    big = only_topic(answers(), max_record_bytes=9_000_000)

    assert isinstance(considered(big, "standard"), Candidate)
    assert isinstance(considered(big, "express"), Candidate)


def test_durability_asks_for_two_brokers_in_a_zone():
    """Losing one leaves the zone its copy."""
    asked = goals(answers(variant="standard"), optimise_for=Objective.DURABILITY)
    chosen = make_plan(asked, facts(), TODAY).primary.chosen

    assert chosen.units >= 6
    assert any("goals.optimise_for durability" in note for note in chosen.notes)


def test_streams_applications_bring_partitions_of_their_own():
    """A changelog and a repartition topic for what they read, with replicas."""
    base = answers(variant="standard")
    one = replace(base.applications[1], kind=ApplicationKind.STREAMS)
    with_streams = replace(base, applications=(base.applications[0], one))
    plain, more = (make_plan(asked, facts(), TODAY).primary for asked in (base, with_streams))
    read = max(t.partitions for t in more.topics if one.name in t.consumers)
    dead_letters = sum(t.partitions for t in plain.topics) - sum(t.partitions for t in more.topics)

    assert more.chosen.partitions - plain.chosen.partitions == 3 * (2 * read - dead_letters)


@pytest.mark.parametrize(
    ("peak_mb_s", "words"),
    [
        (400, "ingress decides: "),
        (1, "one broker in each of 3 zones is the least there can be; "),
    ],
)
def test_the_number_of_brokers_has_its_true_reason(peak_mb_s, words):
    """A limit decides only where it takes more than a broker in each zone; the repository says the same as the plan."""
    plan = make_plan(loaded(answers(variant="standard"), peak_mb_s=peak_mb_s), facts(), TODAY)
    chosen = plan.primary.chosen

    assert chosen.units_reason.startswith(words)
    assert (chosen.units > 3) == ("decides" in chosen.units_reason)
    assert plan.primary.details.brokers_reason == chosen.units_reason
