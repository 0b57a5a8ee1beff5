"""The bill, by hand: 730 hours a month, GB of 2^30 bytes, prices of Confluent's base region."""

from dataclasses import replace

import pytest

import builders
from builders import facts, secured
from confluent_considered import (
    TODAY,
    answers,
    clients,
    confluent,
    fits,
    guarded,
    public,
    refused,
    stated,
)
from kafka_scaffold.model.answers import (
    ApplicationKind,
    ConnectorPlugin,
    DisasterRecovery,
    DisasterRecoveryKind,
    EncryptionKey,
    Exposure,
    SchemaFormat,
    SchemaRegistry,
)
from kafka_scaffold.model.facts import FactKind, Price, Source
from kafka_scaffold.model.plan import CostScope
from kafka_scaffold.model.platform_answers import ConfluentNetworking, StreamGovernance
from kafka_scaffold.sizing.platforms.confluent_cloud.bill.tariff import Tariff


SAMPLE = stated(100, 180, 800)
LINKED = secured(SAMPLE, exposure=Exposure.PRIVATE_LINK)


def lines(base, variant, known=None):
    """Return the lines of a type by what they are called."""
    return {line.item: line for line in fits(base, known)[variant].cost.lines}


def usd(base, variant, name):
    """Return what a line costs."""
    return lines(base, variant)[name].monthly_usd


def registered(base):
    """Return schemas in Avro that Confluent's registry keeps."""
    return replace(base.schemas, format=SchemaFormat.AVRO, registry=SchemaRegistry.CONFLUENT)


def with_connector(plugin=ConnectorPlugin.S3):
    """Return answers with a connector of three tasks that reads every topic."""
    base = confluent(answers(), requests_per_second=100)
    sink = replace(
        base.applications[0],
        name="archive",
        kind=ApplicationKind.CONNECTOR,
        language=None,
        connector=plugin,
        instances=3,
    )
    topics = tuple(replace(t, consumers=(*t.consumers, "archive")) for t in base.topics)
    return replace(base, applications=(*base.applications, sink), topics=topics)


def test_the_sample_of_the_planner_costs_what_the_research_says():
    """3 x 730 x 1.75 = 3,832.50; (100 + 180) MB/s x 2,566.4 GB = 718,594 GB x 0.05 = 35,930."""
    moved = usd(LINKED, "enterprise", "data in") + usd(LINKED, "enterprise", "data out")

    assert usd(LINKED, "enterprise", "eCKU") == pytest.approx(3832.5)
    assert moved == pytest.approx(35_930, abs=1)


def test_interfaces_of_ones_own_move_data_for_less():
    """718,594 GB x 0.04 = 28,744 with PNI, at most x 0.05; Freight takes 0.03: 21,558."""
    found = lines(SAMPLE, "enterprise")
    freight = lines(SAMPLE, "freight")

    assert found["data in"].monthly_usd + found["data out"].monthly_usd == pytest.approx(
        28_744, abs=1
    )
    assert found["data in"].upper_usd == pytest.approx(256_640.6 * 0.05, abs=1)
    assert freight["data in"].monthly_usd + freight["data out"].monthly_usd == pytest.approx(
        21_558, abs=1
    )


def test_a_megabyte_a_second_is_128_dollars_in_each_direction():
    """1 MB/s x 3600 x 730 / 1024 = 2,566.4 GB x 0.05 = 128.32."""
    assert usd(public(stated(1, 1)), "standard", "data in") == pytest.approx(128.32, abs=0.01)
    assert usd(public(stated(1, 1)), "standard", "data out") == pytest.approx(128.32, abs=0.01)


def test_what_else_is_listed_is_said():
    """Ranges and other copies of the page do not vanish: the August copy has 0.03 for Standard's storage, not 0.08."""
    storage = lines(public(stated()), "standard")["storage"]

    assert storage.unit_price_usd == 0.08
    assert "0.03 (Confluent's pricing page, as a public reading of 2026-08-27" in storage.note
    assert "from 0.014" in lines(SAMPLE, "freight")["data in"].note


def test_every_copy_that_is_stored_is_billed():
    """1 MB/s kept 7 days = 590.6 GB x 3 x 0.08 = 141.75; that it is three is second hand, so it stays marked."""
    line = lines(public(stated(1, 1, hours=168)), "standard")["storage"]

    assert line.monthly_usd == pytest.approx(141.75)
    assert line.kind is FactKind.ASSUMED
    assert "CONFLICT" in line.note


def test_what_a_copy_counts_is_a_parameter():
    """Who has a bill that counts one copy says so: 590.6 GB x 0.08 = 47.25."""
    name = "confluent-cloud.bill.storage_copies"
    fact = replace(facts().get(name), value=1, overridden=True)
    known = replace(facts(), facts={**facts().facts, name: fact})
    line = lines(public(stated(1, 1, hours=168)), "standard", known)["storage"]

    assert line.monthly_usd == pytest.approx(47.25)


def test_the_first_unit_of_basic_is_free():
    """One costs nothing; of three, two x 730 x 0.14 = 204.40."""

    def units(ingress):
        base = guarded(public(stated(ingress, 1, 20)), protect=False)
        return usd(confluent(clients(base, 1, 1), connections=1), "basic", "eCKU")

    assert units(1) == 0
    assert units(10) == pytest.approx(204.4)


def test_starting_prices_are_units_at_seven_tenths_of_a_month():
    """0.75 x 511 h = 383 (from 385), 1.75 x 511 = 894 (895), 2 x 2.25 x 511 = 2,300 (2,300)."""
    tariff = Tariff(facts=facts(), region="us-east-1", on=TODAY)
    hours = 730 * 0.7
    starts = {"standard": (1, 385), "enterprise": (1, 895), "freight": (2, 2300)}
    for variant, (units, start) in starts.items():
        price = tariff.price(f"confluent.{variant}.unit")
        assert units * price.usd * hours == pytest.approx(start, rel=0.01)


def test_a_dedicated_unit_has_no_public_price():
    """2.67 x 730 = 1,949.10 is derived from a starting price, at most 3.82 x 730 = 2,788.60; assumed, and said so."""
    line = lines(stated(), "dedicated")["CKU"]

    assert line.monthly_usd == pytest.approx(1949.1)
    assert line.upper_usd == pytest.approx(2788.6)
    assert line.kind is FactKind.ASSUMED
    assert "cku_price" in line.note


def test_the_price_of_ones_own_contract_stands():
    """3.00 x 730 = 2,190, without a bound above it."""
    line = lines(confluent(stated(), cku_usd_hour=3.0), "dedicated")["CKU"]

    assert (line.monthly_usd, line.upper_usd, line.kind) == (2190, None, FactKind.LISTED)


def test_prices_of_the_base_region_are_assumed_elsewhere():
    """No multiplier of any region is public."""
    own = (x for x in fits(SAMPLE)["enterprise"].cost.lines if x.scope is CostScope.CLUSTER)
    for line in own:
        assert line.kind is FactKind.ASSUMED
        assert "price of the base region" in line.note


def test_a_price_for_the_region_replaces_that_of_the_base():
    """As `confluent billing price list` shows it."""
    own = Price(
        item="confluent.enterprise.unit",
        region="us-east-1",
        unit="eCKU-hour",
        usd=2.0,
        from_date=TODAY,
        until=None,
        kind=FactKind.LISTED,
        source=Source(id="own", title="our price list", reference="cli", seen=TODAY),
        overridden=True,
    )
    known = replace(facts(), prices={**facts().prices, (own.item, own.region): (own,)})
    line = lines(SAMPLE, "enterprise", known)["eCKU"]

    assert line.monthly_usd == pytest.approx(3 * 730 * 2)
    assert (line.kind, line.upper_usd) == (FactKind.LISTED, None)


ENDPOINTS = [
    # AWS bills an hour in each of three zones: 3 x 730 x 0.01; the others one endpoint: 730 x 0.01
    pytest.param("aws", 21.9, FactKind.LISTED, id="aws"),
    pytest.param("azure", 7.3, FactKind.LISTED, id="azure"),
    pytest.param("gcp", 7.3, FactKind.ASSUMED, id="gcp"),
]


@pytest.mark.parametrize(("provider", "hours", "kind"), ENDPOINTS)
def test_a_private_link_ends_in_an_endpoint_of_the_cloud(provider, hours, kind):
    """Hours, and 0.01 for each of 718,594 GB in both directions: 7,186."""
    base = stated(100, 180, 800, provider=provider)
    found = lines(secured(base, exposure=Exposure.PRIVATE_LINK), "enterprise")

    assert found["private endpoint"].monthly_usd == pytest.approx(hours)
    assert found["private endpoint, data"].monthly_usd == pytest.approx(7186, abs=1)
    assert found["private endpoint, data"].kind is kind
    assert found["private endpoint"].scope is CostScope.SURROUNDINGS


@pytest.mark.parametrize(
    "network", [ConfluentNetworking.PEERING, ConfluentNetworking.TRANSIT_GATEWAY]
)
def test_other_networks_have_no_endpoint(network):
    """Nor have interfaces of one's own."""
    assert "private endpoint" not in lines(confluent(SAMPLE, networking=network), "dedicated")
    assert "private endpoint" not in lines(SAMPLE, "enterprise")


def test_connectors_are_billed_by_task_and_gigabyte():
    """3 x 730 x 0.035 = 76.65, at most x 0.30 = 657; half of what is written: 16.35 MB/s x 2,566.4 x 0.025 = 1,049."""
    found = lines(with_connector(), "enterprise")
    average = 60_000_000 / 3.5 / 1024**2

    assert found["connector tasks"].monthly_usd == pytest.approx(76.65)
    assert found["connector tasks"].upper_usd == pytest.approx(657)
    assert found["connector data"].monthly_usd == pytest.approx(average * 3600 * 730 / 1024 * 0.025)


def test_flink_and_governance_are_billed_where_asked_for():
    """5 CFU x 730 x 0.21 = 766.50; Advanced 730 x 1 = 730, a price from memory."""
    base = confluent(answers(), flink_cfu=5, stream_governance=StreamGovernance.ADVANCED)
    found = lines(base, "enterprise")

    assert found["Flink"].monthly_usd == pytest.approx(766.5)
    assert found["Stream Governance Advanced"].monthly_usd == pytest.approx(730)
    assert "memory" in found["Stream Governance Advanced"].source
    assert found["Stream Governance Advanced"].kind is FactKind.ASSUMED
    assert not {"Flink", "Stream Governance Advanced"} & set(lines(answers(), "enterprise"))


def test_schemas_beyond_those_included_are_billed():
    """120 topics in Avro, one schema each: 20 beyond the 100 of Essentials x 730 x 0.002 = 29.20; Advanced has 20,000."""
    base = confluent(answers(), requests_per_second=100)
    topics = tuple(
        replace(base.topics[0], name=f"events-{n}", share=1 / 120, partitions=6) for n in range(120)
    )
    base = replace(base, topics=topics, schemas=registered(base))
    advanced = confluent(base, stream_governance=StreamGovernance.ADVANCED)
    label = "schemas beyond those included"

    assert usd(base, "enterprise", label) == pytest.approx(29.2)
    assert label not in lines(advanced, "enterprise")


def test_what_has_no_public_price_stays_unknown():
    """Audit logs, cluster links and ksqlDB are billed; none of them is zero."""
    away = DisasterRecovery(kind=DisasterRecoveryKind.ACTIVE_PASSIVE, region="us-west-2")
    base = guarded(secured(answers(), audit=True), protect=True)
    base = replace(base, disaster_recovery=away)
    item = fits(confluent(base, ksqldb_units=4))["dedicated"]

    assert item.cost.unknown == (
        "ksqlDB",
        "audit log, reading",
        "cluster link",
        "cluster link reading",
        "cluster link writing",
        "cluster link between regions",
    )


def test_a_key_of_ones_own_is_billed_by_the_cloud():
    """One key a month, whatever it encrypts."""
    found = lines(secured(answers(), encryption_key=EncryptionKey.OWN), "enterprise")

    assert found["encryption key"].monthly_usd == pytest.approx(1)
    assert "encryption key" not in lines(answers(), "enterprise")


def test_without_a_price_of_the_cluster_a_type_is_not_offered():
    """It could not be compared."""
    kept = {k: v for k, v in facts().prices.items() if k[0] != "confluent.freight.storage"}
    item = refused(SAMPLE, replace(facts(), prices=kept))["freight"]

    assert item.bottleneck == "price"
    assert "storage" in item.reason


def test_a_stated_workload_pays_for_the_cluster_and_its_traffic_alone():
    """As other calculators count it; traffic between zones is counted on every platform."""
    base = builders.secured(SAMPLE, encryption_key=EncryptionKey.OWN)
    traffic = {f"traffic between zones, {whose}" for whose in ("producers", "consumers")}

    assert set(lines(base, "enterprise")) == {"eCKU", "data in", "data out", "storage", *traffic}


def test_interfaces_in_other_zones_are_paid_for_as_elsewhere():
    """100 MB/s are 256,640.625 GB in 730 h; two thirds go to another zone, at 0.01 USD on either side."""
    found = lines(SAMPLE, "enterprise")

    written = found["traffic between zones, producers"]
    assert written.monthly_usd == pytest.approx(100 * 3600 * 730 / 1024 * 2 / 3 * 0.02)
    assert written.scope is CostScope.SURROUNDINGS
    assert found["traffic between zones, consumers"].monthly_usd == 0
    assert "traffic between zones, producers" not in lines(LINKED, "enterprise")
