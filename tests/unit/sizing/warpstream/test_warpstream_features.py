"""What WarpStream refuses, by the answer that asks for it, and how quick it is."""

from dataclasses import replace

import pytest

from builders import facts, secured
from kafka_scaffold.model.answers import (
    Adopt,
    Authentication,
    Cleanup,
    Dns,
    EncryptionKey,
    Exposure,
    MonitoringStack,
    SchemaFormat,
    SchemaRegistry,
    Survive,
)
from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.model.plan import Rejection
from kafka_scaffold.model.platform_answers import AgentPlace, WarpStreamTier
from kafka_scaffold.sizing.platforms.warpstream.fit.latency import latency_at
from kafka_scaffold.sizing.platforms.warpstream.variants import Variant
from strimzi_considered import place
from warpstream_considered import (
    KINDS,
    answers,
    asks,
    considered,
    durable,
    fits,
    quick,
    refused,
    stated,
    unordered,
)


def topic(base, **changes):
    """Return answers with their first topic changed."""
    first, *rest = base.topics
    return replace(base, topics=(replace(first, **changes), *rest))


CLASHES = [
    ("security.authentication iam", lambda a: secured(a, authentication=Authentication.IAM)),
    ("security.exposure private-link", lambda a: secured(a, exposure=Exposure.PRIVATE_LINK)),
    ("security.exposure public", lambda a: secured(a, exposure=Exposure.PUBLIC)),
    ("security.encryption_key own", lambda a: secured(a, encryption_key=EncryptionKey.OWN)),
    (
        "monitoring.stack cloud",
        lambda a: replace(a, monitoring=replace(a.monitoring, stack=MonitoringStack.CLOUD)),
    ),
    ("cloud.dual_stack", lambda a: replace(a, cloud=replace(a.cloud, dual_stack=True))),
    (
        "cloud.dns",
        lambda a: replace(a, cloud=replace(a.cloud, dns=Dns(zone_id="Z1", prefix="b"))),
    ),
    (
        "environments.prod.adopt",
        lambda a: replace(a, environments=(replace(a.primary, adopt=Adopt(cluster_arn="arn")),)),
    ),
    ("goals.durability.survive region", lambda a: durable(a, survive=Survive.REGION)),
    ("goals.durability.survive zone", lambda a: place(a, zones=1)),
    ("warpstream.agents gke", lambda a: asks(a, agents=AgentPlace.GKE)),
    ("warpstream.batch_timeout_ms 10 is below 25", lambda a: asks(a, batch_timeout_ms=10)),
    (
        "schemas.registry karapace",
        lambda a: asks(
            replace(a, schemas=replace(a.schemas, registry=SchemaRegistry.KARAPACE)),
            agents=AgentPlace.ECS,
        ),
    ),
    (
        "warpstream.schema_registry with schemas.format json",
        lambda a: asks(
            replace(a, schemas=replace(a.schemas, format=SchemaFormat.JSON)), schema_registry=True
        ),
    ),
    ("topics.page-views.max_record_size", lambda a: topic(a, max_record_bytes=100_000_000)),
]


@pytest.mark.parametrize(("words", "change"), CLASHES, ids=[words for words, _ in CLASHES])
def test_what_is_not_offered_names_the_answer(words, change):
    """A rejection begins with the key path and says where the limit was read."""
    found = refused(change(answers()))

    assert found.reason.startswith(words)
    assert found.source


@pytest.mark.parametrize("provider", ["gcp", "azure"])
def test_other_clouds_have_no_express(provider):
    """S3 Express is AWS's, and so is what Lightning Topics are measured on."""
    for variant in KINDS[1:]:
        assert refused(answers(provider), variant).reason.startswith(f"cloud.provider {provider}")
    assert refused(asks(answers(provider), control_plane_private_link=True)).reason.startswith(
        "warpstream.control_plane_private_link"
    )
    glue = replace(answers(provider).schemas, registry=SchemaRegistry.GLUE)
    assert refused(replace(answers(provider), schemas=glue)).bottleneck == "schemas"


def test_every_way_to_sign_in_that_is_offered_fits():
    """SCRAM and certificates."""
    for kind in (Authentication.SCRAM, Authentication.MTLS):
        assert fits(secured(answers(), authentication=kind))


def test_five_milliseconds_are_not_for_object_storage():
    """Not even the shortest batch timeout: 275, 125 and 50 ms are taken, each said with its number."""
    base = quick(unordered(answers()), produce_ms=5)

    for variant, least in zip(KINDS, (275, 125, 50), strict=True):
        found = refused(base, variant)
        assert found.bottleneck == "latency"
        assert (found.need, found.limit, found.unit) == (least, 5, "ms")
        assert "goals.latency.produce_p99 5 ms is below" in found.reason


@pytest.mark.parametrize(
    ("goal", "timeout"),
    [
        pytest.param(500, 250, id="the-default"),
        pytest.param(499, 100, id="500-minus-150"),
        pytest.param(349, 50, id="500-minus-200"),
        pytest.param(299, 25, id="500-minus-225"),
    ],
)
def test_agents_gather_for_as_long_as_the_goal_allows(goal, timeout):
    """A longer batch timeout writes fewer files: 500 ms at 250, 350 at 100, 300 at 50, 275 at 25."""
    item = fits(quick(answers(), produce_ms=goal))["m7g.xlarge"]

    assert any(note.startswith(f"batch timeout {timeout} ms") for note in item.notes)


def test_what_the_vendor_does_not_publish_is_assumed():
    """The median waits half of the timeout, the slowest all of it: 250 - 100 and 500 - 200 ms at 50 ms."""
    listed = latency_at(Variant.OBJECT_STORAGE, 250, facts())
    moved = latency_at(Variant.OBJECT_STORAGE, 50, facts())

    assert listed.produce_p99.kind is FactKind.MEASURED
    assert (moved.produce_p50.number, moved.produce_p99.number) == (150, 300)
    assert (moved.end_to_end_p50.number, moved.end_to_end_p99.number) == (400, 700)
    assert moved.produce_p99.kind is FactKind.ASSUMED


def test_other_environments_keep_the_default():
    """Goals speak of the primary environment; the others write as few files as they can."""
    base = quick(answers(), produce_ms=300)
    other = replace(base.primary, name="dev", scale=0.1)
    both = replace(base, environments=(other, base.primary))

    assert any("batch timeout 50 ms" in note for note in fits(both)["m7g.xlarge"].notes)


def test_express_serves_what_the_region_cannot():
    """150 ms: object storage takes 275 at best, S3 Express 150."""
    base = quick(answers(), produce_ms=150)

    assert refused(base).bottleneck == "latency"
    assert fits(base, "s3-express")
    assert refused(place(base, zones=2), "s3-express").bottleneck == "zones"


def test_lightning_is_offered_where_it_helps_and_says_its_conditions():
    """Below 125 ms, for records without order; the offset told is 0 and readers gain nothing."""
    item = fits(quick(unordered(answers()), produce_ms=60), "lightning")["m7g.xlarge"]

    assert any("its offset is told as 0" in note for note in item.notes)
    assert (
        "s3-express meets"
        in refused(quick(unordered(answers()), produce_ms=125), "lightning").reason
    )


def test_lightning_is_taken_by_name():
    """Who asks for the variant needs no goal."""
    assert fits(replace(unordered(answers()), variant="lightning"), "lightning")


def test_nothing_reads_sooner_than_375_ms():
    """End to end: 675, 375 and 400 ms; Lightning Topics do not help readers."""
    base = quick(unordered(answers()), produce_ms=60, end_ms=300)

    assert [refused(base, variant).bottleneck for variant in KINDS] == ["latency"] * 3
    assert (
        "goals.latency.end_to_end_p99 300 ms is below the 400 ms"
        in refused(base, "lightning").reason
    )


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("topics.page-views.order per-key", lambda _: answers()),
        ("topics.page-views.cleanup compact", lambda a: topic(a, cleanup=Cleanup.COMPACT)),
        ("goals.durability.exactly_once", lambda a: durable(a, exactly_once=True)),
        (
            "applications.web.exactly_once",
            lambda a: replace(
                a,
                applications=tuple(
                    replace(x, exactly_once=x.name == "web") for x in a.applications
                ),
            ),
        ),
        ("workload.order per-key", lambda _: stated(10)),
    ],
    ids=["order", "compaction", "exactly-once", "application", "stated"],
)
def test_lightning_keeps_no_order_and_takes_no_idempotent_producer(words, change):
    """What breaks is named, and the other variants take it."""
    base = quick(change(unordered(answers())), produce_ms=60)

    assert words in refused(base, "lightning").reason
    assert fits(quick(base), "s3-express")


def test_exactly_once_says_what_five_requests_in_flight_come_to():
    """5 x 1,000 / 250 ms = 20 requests a second."""
    item = fits(durable(answers(), exactly_once=True))["m7g.xlarge"]

    assert any("20 requests a second" in note for note in item.notes)


def test_a_compacted_partition_may_be_too_large():
    """10 million keys in 2 partitions are 5 million each, of 3.27."""
    base = topic(answers(), cleanup=Cleanup.COMPACT, keys=10_000_000, partitions=2)

    assert any("old values may stay" in note for note in fits(base)["m7g.xlarge"].notes)
    few = topic(answers(), cleanup=Cleanup.COMPACT, keys=10_000_000, partitions=6)
    assert not any("old values may stay" in note for note in fits(few)["m7g.xlarge"].notes)


def test_more_partitions_than_a_tier_has_take_the_next():
    """16,384 are Fundamentals'; 49,152 replicas are as many partitions, three more are one more."""
    base = stated(10)

    def tier_at(replicas):
        aggregate = replace(base.workload.aggregate, partition_replicas=replicas)
        item = fits(replace(base, workload=replace(base.workload, aggregate=aggregate)))
        return next(n for n in item["m7g.xlarge"].notes if n.startswith("tier"))

    assert tier_at(16_384 * 3).startswith("tier fundamentals")
    assert tier_at(16_384 * 3 + 3).startswith("tier pro")


def test_a_tier_that_is_asked_for_is_held_to():
    """16,385 partitions are one more than Fundamentals has, and the numbers are said."""
    base = asks(stated(10), tier=WarpStreamTier.FUNDAMENTALS)
    aggregate = replace(base.workload.aggregate, partition_replicas=16_385 * 3)
    found = refused(replace(base, workload=replace(base.workload, aggregate=aggregate)))

    assert (found.bottleneck, found.need, found.limit) == ("partitions", 16_385, 16_384)


def test_every_rejection_has_a_source():
    """Whatever is turned down."""
    for base in (answers(), stated(5000), quick(answers(), produce_ms=1)):
        assert all(c.source for c in considered(base) if isinstance(c, Rejection))
