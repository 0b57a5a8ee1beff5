"""The data itself: dated, sourced, without gaps or contradictions."""

from datetime import date
from itertools import pairwise

import pytest

from builders import facts
from kafka_scaffold.errors import FactsError
from kafka_scaffold.facts.load import load_facts
from kafka_scaffold.facts.staleness import stale
from kafka_scaffold.model.facts import FactKind


FAMILIES = {
    "kafka.m5": "msk.standard",
    "kafka.m7g": "msk.standard",
    "express.m7g": "msk.express",
}


@pytest.mark.parametrize(("family", "table"), FAMILIES.items())
def test_a_bigger_size_is_never_smaller(family, table):
    """Sizes are listed from small to large, and every column keeps or grows."""
    sizes = [row for row in facts().rows(table) if row.startswith(f"{family}.")]
    columns = {
        name.removeprefix(f"{table}.{sizes[0]}.")
        for name in facts().facts
        if name.startswith(f"{table}.{sizes[0]}.")
    }
    assert len(sizes) > 5
    assert columns
    for small, large in pairwise(sizes):
        for column in columns:
            assert facts().number(f"{table}.{large}.{column}") >= facts().number(
                f"{table}.{small}.{column}"
            )


def test_price_intervals_do_not_overlap():
    """On any day at most one price of an item in a region is valid."""
    assert len(facts().prices) > 1200
    for key, prices in facts().prices.items():
        for first, second in pairwise(sorted(prices, key=lambda p: p.from_date)):
            assert first.until is not None, key
            assert first.until <= second.from_date, key
        assert all(price.usd > 0 for price in prices), key


def test_every_size_has_a_price_in_virginia():
    """us-east-1 is the price basis; other regions may lack sizes and then say so."""
    for size in (*facts().rows("msk.standard"), *facts().rows("msk.express")):
        item = size.replace("kafka.", "Kafka.").replace("express.", "Express.")
        assert ("" + item, "us-east-1") in facts().prices


def test_express_costs_twice_standard_but_in_oregon():
    """AWS lists Express at twice the Standard price of the size; us-west-2 is listed a sixth above that."""
    for (item, region), (price, *_) in facts().prices.items():
        standard = facts().prices.get((item.replace("Express.", "Kafka."), region))
        if item.startswith("Express.m7g.") and standard:
            ratio = price.usd / standard[0].usd
            assert ratio == pytest.approx(2.333 if region == "us-west-2" else 2, rel=0.01)


def test_what_surrounds_a_cluster_is_priced_in_the_same_regions():
    """A plan finds all of them or says which are missing; sixteen regions have all but S3 Express, which few have."""
    items = {
        item
        for item, _ in facts().prices
        if item.startswith("aws.") and not item.startswith(("aws.ec2.", "aws.s3-express."))
    }
    regions = {region for item, region in facts().prices if item == "aws.cross-az"}

    assert len(items) > 20
    assert len(regions) == 16
    assert all((item, region) in facts().prices for item in items for region in regions)


def test_every_region_of_the_price_list_is_known():
    """GovCloud is not offered; every other region of MSK's prices has its zones counted."""
    priced = {region for item, region in facts().prices if item.startswith("Kafka.")}
    known = set(facts().rows("aws.regions"))

    assert {region for region in priced if "-gov-" not in region} == known
    assert all(1 < facts().number(f"aws.regions.{region}.zones") < 7 for region in known)


def test_volume_prices_fall_with_volume():
    """Each tier is at most the one before it."""
    for stem, tiers in (("aws.cloudwatch.metric", 4), ("aws.internet-out", 4)):
        for region in {region for _, region in facts().prices}:
            keys = [(f"{stem}.{tier}", region) for tier in range(1, tiers + 1)]
            usd = [facts().prices[key][0].usd for key in keys if key in facts().prices]
            assert usd == sorted(usd, reverse=True)


def test_serverless_is_priced_whole_or_not_at_all():
    """All five items of a region, so that a bill never lacks one of them."""
    items = ("ClusterHours", "PartitionHours", "StorageHours", "In-Bytes", "Out-Bytes")
    found = {
        item: {r for i, r in facts().prices if i == f"KafkaServerless-{item}"} for item in items
    }

    assert len(set(map(frozenset, found.values()))) == 1
    assert len(found["ClusterHours"]) == 15


def test_versions_that_have_ended_say_when():
    """``end_of_support`` is a day or empty, and never before the release."""
    for version in facts().rows("msk.versions"):
        released = facts().get(f"msk.versions.{version}.released").text
        ends = facts().get(f"msk.versions.{version}.end_of_support").text
        assert date.fromisoformat(released)
        assert not ends or date.fromisoformat(ends) > date.fromisoformat(released)


def test_assumed_facts_say_why():
    """An assumption without a reason cannot be questioned."""
    assumed = [fact for fact in facts().facts.values() if fact.kind is FactKind.ASSUMED]

    assert assumed
    assert all(fact.note for fact in assumed)


def test_files_are_reviewed_after_they_were_read():
    """``as_of`` is when somebody compared, ``review_by`` when it is due again."""
    assert facts().files
    assert all(file.as_of < file.review_by for file in facts().files)


@pytest.mark.parametrize(
    "text",
    [
        "schema: facts/2\n",
        "[]\n",
        "schema: facts/1\nnamespace: x\nas_of: 2026-01-01\nreview_by: 2026-02-01\nsources: {}\n"
        "facts: {a: {value: 1, kind: hard, source: nowhere}}\n",
        "schema: facts/1\nnamespace: x\nas_of: 2026-01-01\nreview_by: 2026-02-01\nsources: {a: {}}\n",
        "schema: facts/1\nextra: 1\n",
        "schema: facts/1\nschema: facts/1\n",
        "schema: facts/1\nnamespace: x\nas_of: soon\nreview_by: 2026-02-01\nsources: {}\n",
    ],
)
def test_a_malformed_file_is_refused(tmp_path, text):
    """Wrong schema, unknown source or key: an error that names the file."""
    (tmp_path / "bad.yaml").write_text(text)

    with pytest.raises(FactsError, match=r"bad\.yaml"):
        load_facts(tmp_path)


def test_facts_past_their_review_are_named_oldest_first():
    """The day of review itself is not late."""
    due = max(file.review_by for file in facts().files)

    assert stale(facts(), min(file.review_by for file in facts().files)) == ()
    assert len(stale(facts(), due.replace(year=due.year + 1))) == len(facts().files)
