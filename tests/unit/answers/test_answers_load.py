"""An answers file becomes answers: units read, defaults filled in, origins kept, text kept."""

import pytest
from answers_samples import CONTEXT, FULL, SMALLEST, load, problems

from kafka_scaffold.answers.load import load_answers
from kafka_scaffold.model.answers import (
    ApplicationKind,
    Cleanup,
    ConnectorPlugin,
    ExistingNetwork,
    Language,
    NewNetwork,
    Ordering,
    Origin,
    OriginKind,
    Platform,
    SchemaRegistry,
)


DAY_S = 86400


def test_the_smallest_file_is_enough():
    """Name, region and traffic; everything else has a stated default."""
    answers = load(SMALLEST)

    assert answers.workload.write.peak_bytes_s == 60_000_000
    assert answers.workload.read.peak_bytes_s == 60_000_000
    assert answers.workload.retention_s == answers.workload.hot_retention_s == 3 * DAY_S
    assert answers.platform is None
    assert answers.cloud.zones == 3
    assert answers.cloud.network == NewNetwork(cidr="10.0.0.0/16")
    assert [(e.name, e.scale, e.zones, e.protect) for e in answers.environments] == [
        ("prod", 1.0, 3, True)
    ]


def test_topics_and_applications_are_derived_when_none_is_given():
    """One topic named after the project, with a producer and a consumer."""
    answers = load(SMALLEST)

    assert [(t.name, t.share, t.producers, t.consumers) for t in answers.topics] == [
        ("web-events", 1.0, ("producer",), ("consumer",))
    ]
    assert [a.kind for a in answers.applications] == [
        ApplicationKind.PRODUCER,
        ApplicationKind.CONSUMER,
    ]


def test_derived_names_fit_the_longest_project():
    """Nobody is told that a name is too long which they did not write."""
    answers = load(SMALLEST, f"name={'n' * 30}", f"environments={{{'e' * 12}: {{}}}}")

    assert answers.name == "n" * 30


def test_each_producing_application_gets_a_topic_when_none_is_given():
    """Applications without topics still say who writes."""
    text = (
        SMALLEST
        + "applications: {web: {kind: producer}, shop: {kind: producer}, ads: {kind: consumer}}"
    )
    answers = load(text)

    assert [(t.name, t.producers, t.consumers) for t in answers.topics] == [
        ("web", ("web",), ("ads",)),
        ("shop", ("shop",), ("ads",)),
    ]


def test_applications_that_only_topics_name_are_derived():
    """A file need not say twice who writes and who reads."""
    answers = load(SMALLEST + "topics: [{name: a, producers: [web, fix], consumers: [ads, fix]}]")

    assert {a.name: a.kind for a in answers.applications} == {
        "ads": ApplicationKind.CONSUMER,
        "fix": ApplicationKind.PROCESSOR,
        "web": ApplicationKind.PRODUCER,
    }


def test_a_topic_without_lists_takes_the_applications_that_no_topic_names():
    """Access is never wider than what somebody wrote, or the only thing that was meant."""
    answers = load(
        SMALLEST
        + "topics: [{name: a, producers: [web]}, {name: b}]\napplications: {web: {}, log: {kind: producer}, ads: {kind: consumer}}"
    )

    assert [(t.producers, t.consumers) for t in answers.topics] == [
        (("web",), ("ads",)),
        (("log",), ("ads",)),
    ]


def test_shares_that_are_left_out_split_the_rest():
    """All shares make one."""
    answers = load(SMALLEST + "topics: [{name: a, share: 70%}, {name: b}, {name: c}]")

    assert [t.share for t in answers.topics] == pytest.approx([0.7, 0.15, 0.15])
    assert sum(t.share for t in answers.topics) == pytest.approx(1, abs=1e-12)


def test_fan_out_follows_from_who_consumes():
    """Each byte is read once per consuming application of its topic."""
    text = (
        SMALLEST
        + "topics: [{name: a, share: 75%, producers: [p], consumers: [x, y]}, {name: b, producers: [p], consumers: [x]}]"
    )

    assert load(text).workload.read.average_bytes_s == pytest.approx(20e6 * 1.75)


@pytest.mark.parametrize(
    ("read", "average", "peak"),
    [
        ("{fan_out: 3}", 60e6, 180e6),
        ("{average: 10 MB/s, peak: 15 MB/s}", 10e6, 15e6),
        ("{average: 10 MB/s}", 10e6, 30e6),
        ("{fan_out: 0}", 0, 0),
    ],
)
def test_reading_is_a_multiple_or_rates(read, average, peak):
    """Without a peak of its own, reading swings as writing does."""
    answers = load(SMALLEST + f"  read: {read}\n")

    assert answers.workload.read.average_bytes_s == pytest.approx(average)
    assert answers.workload.read.peak_bytes_s == pytest.approx(peak)


def test_aggregates_replace_traffic_and_topics():
    """They are on the wire already, and nothing is derived from them."""
    text = """
version: 1
name: aggregate
cloud: {region: us-east-1}
workload:
  aggregate:
    in: {average: 20 MiB/s, peak: 50 MiB/s}
    out: {average: 40 MiB/s, peak: 100 MiB/s}
    partition_replicas: 600
    retention: 72h
    hot_retention: 12h
"""
    answers = load(text)

    assert answers.workload.aggregate.partition_replicas == 600
    assert answers.workload.aggregate.outgoing.peak_bytes_s == 100 * 2**20
    assert answers.workload.write == answers.workload.aggregate.incoming
    assert (answers.workload.retention_s, answers.workload.hot_retention_s) == (
        72 * 3600,
        12 * 3600,
    )
    assert answers.workload.compression_ratio == 1
    assert answers.topics == answers.applications == ()


def test_topics_inherit_from_the_workload():
    """Retention and order are said once."""
    answers = load(
        FULL, "workload.hot_retention=12h", "topics.orders.retention=6h", "workload.order=none"
    )

    assert [(t.retention_s, t.hot_retention_s) for t in answers.topics] == [
        (3 * DAY_S, DAY_S / 2),
        (DAY_S / 4, DAY_S / 4),
    ]
    assert {t.ordering for t in answers.topics} == {Ordering.NONE}


def test_environments_inherit_from_the_cloud():
    """Each may have its own size, zones and network."""
    answers = load(
        FULL,
        "environments={dev: {scale: 10%, zones: 2, network: {create: {cidr: 10.9.0.0/20}}}, prod: {}}",
    )
    dev, prod = answers.environments

    assert (dev.scale, dev.zones, dev.protect, dev.network) == (
        0.1,
        2,
        False,
        NewNetwork(cidr="10.9.0.0/20"),
    )
    assert (prod.scale, prod.zones, prod.protect, prod.network) == (
        1,
        3,
        True,
        answers.cloud.network,
    )
    assert answers.primary is prod


def test_an_existing_network_is_named_by_its_ids():
    """Subnets keep their order."""
    subnets = [f"subnet-0000000{n}" for n in (3, 1, 2)]
    network = f"cloud.network={{existing: {{vpc: vpc-0a1b2c3d, subnets: [{', '.join(subnets)}]}}}}"

    assert load(FULL, network).cloud.network == ExistingNetwork(
        vpc="vpc-0a1b2c3d", subnets=tuple(subnets)
    )


def test_connectors_and_formats_follow_schemas():
    """A sink of typed records writes Parquet unless it is told otherwise."""
    sets = (
        "applications.lake={kind: connector, sink: s3}",
        "topics.clicks.consumers=[ads, lake]",
    )
    plain = load(FULL, *sets).application("lake")
    typed = load(FULL, *sets, "schemas.format=avro")

    assert (plain.connector, plain.language, plain.format) == (ConnectorPlugin.S3, None, "json")
    assert typed.application("lake").format == "parquet"
    assert typed.schemas.registry is SchemaRegistry.GLUE
    assert load().application("ads").language is Language.GO


def test_exactly_once_is_everybodys_or_ones_own():
    """The goal sets the default of every program, never of a connector."""
    sets = ("applications.lake={kind: connector, sink: s3}", "topics.clicks.consumers=[ads, lake]")
    answers = load(FULL, *sets, "goals.durability.exactly_once=true")

    assert {a.name: a.exactly_once for a in answers.applications} == {
        "web": True,
        "ads": True,
        "lake": False,
    }


def test_compacted_topics_know_their_keys():
    """What compaction leaves depends on how many keys there are."""
    answers = load(FULL, "topics.orders.cleanup=compact", "topics.orders.keys=5000")

    assert (answers.topics[1].cleanup, answers.topics[1].keys) == (Cleanup.COMPACT, 5000)


def test_origins_say_where_an_answer_came_from():
    """File with line and column, flag, or default."""
    origins = load(FULL, "goals.budget=100 USD/month").origins

    assert origins["workload.write.peak"] == Origin(
        kind=OriginKind.FILE, file="answers.yaml", line=5, column=29
    )
    assert origins["topics[1].name"].line == 9
    assert origins["goals.budget"] == Origin(kind=OriginKind.SET)
    assert origins["topics[1].share"] == Origin(kind=OriginKind.DEFAULT)
    assert "workload.aggregate.in.average" not in origins


def test_the_file_is_kept_as_it_is_written():
    """Comments are the owner's; only line ends are made uniform."""
    text = SMALLEST.replace("\n", "\r\n") + "# ours\r\n\r\n"
    loaded = load_answers(text.encode("utf-8-sig"), "answers.yaml", context=CONTEXT)

    assert loaded.text == SMALLEST + "# ours\n"


def test_flags_are_written_into_the_text():
    """What is stored gives the same answers without the flags."""
    loaded = load_answers(
        FULL, "answers.yaml", sets=("topics.orders.share=40%", "owner=@a/b"), context=CONTEXT
    )
    again = load(loaded.text)

    assert "owner: '@a/b'" in loaded.text
    assert (again.topics, again.owner) == (loaded.answers.topics, "@a/b")


def test_a_pinned_platform_is_kept_and_auto_is_none():
    """``auto`` leaves it to the sizing."""
    assert load(FULL, "platform=msk", "variant=express").platform is Platform.MSK
    assert load(FULL, "platform=auto").platform is None


def test_every_problem_is_reported_at_once_in_order():
    """The report of the sketchbook: place, key path, what to write."""
    text = """\
version: 1
name: shop
cloud: {region: eu-west-1}
workload:
  write: {average: 20 MB/s, peak: 60 MB/s}
  retension: 3d
goals:
  latency: {produce_p99: 50}
topics:
  - {name: a, producers: [web]}
  - {name: b, producers: [web], consumers: [ads, adds, x]}
applications:
  web: {kind: producer}
  ads: {kind: consumer}
"""
    found = [(p.location, p.path, p.message) for p in problems(text)]

    assert found == [
        ("answers.yaml:6:3", "workload.retension", 'unknown key; did you mean "retention"?'),
        ("answers.yaml:8:13", "goals.latency.produce_p99", '"50" has no unit; write 50 ms or 50 s'),
        (
            "answers.yaml:11:50",
            "topics[1].consumers[1]",
            '"adds" is no application; did you mean "ads"?',
        ),
        ("answers.yaml:11:56", "topics[1].consumers[2]", '"x" is no application; known: ads, web'),
    ]
