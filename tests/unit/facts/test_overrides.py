"""A user's own prices, discounts and limits: laid over the facts, marked as theirs, refused when misspelt."""

from datetime import date

import pytest

from builders import facts
from kafka_scaffold.errors import FactsError
from kafka_scaffold.facts.load import load_facts


TODAY = date(2026, 11, 24)
REGION = "eu-west-1"


@pytest.fixture
def own(tmp_path):
    """Return a function that loads the facts with a file of one's own."""

    def load(text, name="prices.yaml"):
        path = tmp_path / name
        path.write_text(f"schema: overrides/1\n{text}", encoding="utf-8")
        return load_facts(overrides=(path,))

    return load


def usd(known, item, region=REGION):
    """Return today's price."""
    return known.price(item, region, TODAY).usd


def test_a_discount_lowers_what_its_pattern_names(own):
    """Brokers of Standard are `Kafka.*`; Express is not."""
    known = own('discount: [{items: "Kafka.m7g.*", percent: 12, reason: private pricing}]\n')

    assert usd(known, "Kafka.m7g.large") == pytest.approx(usd(facts(), "Kafka.m7g.large") * 0.88)
    assert usd(known, "Express.m7g.large") == usd(facts(), "Express.m7g.large")


def test_a_discounted_price_says_so(own):
    """It names the percentage, the reason and the file, never the path of the file."""
    known = own('discount: [{items: "Kafka.*", percent: 12, reason: private pricing}]\n')
    price = known.price("Kafka.m7g.large", REGION, TODAY)

    assert price.overridden
    assert price.source.title.endswith("less 12 % (private pricing; prices.yaml)")


def test_machines_of_every_cloud_take_own_prices_and_discounts(own):
    """Files that are read when they are needed are no different."""
    known = own(
        "prices: [{item: gcp.gce.n2-standard-4, region: europe-west1, usd: 0.1, reason: offer}]\n"
        'discount: [{items: "aws.ec2.*", percent: 30, reason: savings plan}]\n'
    )
    listed = facts().price("gcp.gce.n2-standard-8", "europe-west1", TODAY)

    assert usd(known, "gcp.gce.n2-standard-4", "europe-west1") == 0.1
    assert known.price("gcp.gce.n2-standard-8", "europe-west1", TODAY) == listed
    assert usd(known, "aws.ec2.m7g.large") == pytest.approx(usd(facts(), "aws.ec2.m7g.large") * 0.7)


def test_an_own_price_replaces_the_listed_one_and_takes_no_discount(own):
    """Who states a price has taken the discount off already."""
    known = own(
        "prices: [{item: Kafka.m7g.large, region: eu-west-1, usd: 0.1, reason: offer}]\n"
        'discount: [{items: "Kafka.*", percent: 50, reason: bulk}]\n'
    )

    assert usd(known, "Kafka.m7g.large") == 0.1
    assert usd(known, "Kafka.m7g.xlarge") == usd(facts(), "Kafka.m7g.xlarge") / 2


def test_a_price_can_be_given_where_none_is_listed(own):
    """A region that the price list lacks becomes plannable."""
    assert facts().price("Kafka.m7g.large", "af-south-1", TODAY) is None
    known = own("prices: [{item: Kafka.m7g.large, region: af-south-1, usd: 0.3, reason: quote}]\n")

    assert usd(known, "Kafka.m7g.large", "af-south-1") == 0.3
    assert len(known.prices) == len(facts().prices) + 1
    assert set(known.prices) > set(facts().prices)


def test_an_own_limit_replaces_ours(own):
    """A raised quota is the account's own; the fact keeps its kind."""
    name = "msk.quotas.brokers_per_cluster_kraft"
    known = own(f"facts: {{{name}: {{value: 90, reason: raised on request}}}}\n")

    assert known.number(name) == 90
    assert known.get(name).overridden
    assert known.get(name).kind == facts().get(name).kind
    assert "raised on request (prices.yaml)" in known.get(name).source.title


def test_the_file_is_listed_among_the_facts(own):
    """It is shown with its age, which is that of the newest facts when it does not say."""
    own_days = own("as_of: 2026-10-01\nreview_by: 2026-12-01\n").files[-1]
    default = own("").files[-1]

    assert (own_days.name, own_days.overridden) == ("prices.yaml", True)
    assert (own_days.as_of, own_days.review_by) == (date(2026, 10, 1), date(2026, 12, 1))
    assert default.as_of == max(file.as_of for file in facts().files)


def test_the_later_of_two_files_wins(tmp_path):
    """As with every other layer."""
    for name, value in (("a.yaml", 70), ("b.yaml", 80)):
        (tmp_path / name).write_text(
            "schema: overrides/1\n"
            f"facts: {{msk.quotas.brokers_per_cluster_kraft: {{value: {value}, reason: x}}}}\n"
        )
    known = load_facts(overrides=(tmp_path / "a.yaml", tmp_path / "b.yaml"))

    assert known.number("msk.quotas.brokers_per_cluster_kraft") == 80


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("price: []\n", r"unknown key 'price'", 'did you mean "prices"?'),
        (
            "prices: [{item: Kafka.m7g.lrge, region: eu-west-1, usd: 1, reason: x}]\n",
            r"prices\[0\]\.item: 'Kafka.m7g.lrge' is not known",
            'did you mean "Kafka.m7g.large"?',
        ),
        (
            "prices: [{item: Kafka.m7g.large, region: eu-wst-1, usd: 1, reason: x}]\n",
            r"prices\[0\]\.region: 'eu-wst-1' is not known",
            'did you mean "eu-west-1"?',
        ),
        (
            "prices: [{item: Kafka.m7g.large, region: eu-west-1, usd: -1, reason: x}]\n",
            r"prices\[0\]\.usd: must be between 0",
            "",
        ),
        (
            "prices: [{item: Kafka.m7g.large, region: eu-west-1, usd: cheap, reason: x}]\n",
            r"prices\[0\]\.usd: must be a number",
            "",
        ),
        (
            "prices: [{item: Kafka.m7g.large, region: eu-west-1, usd: .nan, reason: x}]\n",
            r"prices\[0\]\.usd: must be a number",
            "",
        ),
        (
            "prices: [{item: Kafka.m7g.large, region: eu-west-1, usd: 1}]\n",
            r"prices\[0\]: reason is missing",
            "",
        ),
        ("facts: []\n", r"facts must be a mapping", ""),
        ("prices: {}\n", r"prices must be a list", ""),
        ("prices: 3\n", r"prices must be a list", ""),
        ("prices: [3]\n", r"prices\[0\]: must be a mapping", ""),
        (
            'discount: [{items: "Kafka.*", percent: 120, reason: x}]\n',
            r"discount\[0\]\.percent: must be between 0 and 100",
            "",
        ),
        (
            'discount: [{items: "Kafkaa.*", percent: 1, reason: x}]\n',
            r"discount\[0\]\.items: 'Kafkaa\.\*' matches no item",
            None,
        ),
        (
            "facts: {msk.quotas.brokers_per_clster_kraft: {value: 1, reason: x}}\n",
            r"facts\.msk\.quotas\.brokers_per_clster_kraft: is not known",
            'did you mean "msk.quotas.brokers_per_cluster_kraft"?',
        ),
        (
            "facts: {msk.quotas.brokers_per_cluster_kraft: {value: many, reason: x}}\n",
            r"brokers_per_cluster_kraft\.value: must be of the kind of 60",
            "",
        ),
        (
            "facts: {msk.quotas.brokers_per_cluster_kraft: {value: 90, reason: ' '}}\n",
            r"reason must say why",
            "",
        ),
        ("as_of: yesterday\n", r"as_of must be a day", ""),
        ("facts: {a: {value: 1}\n", r"cannot be read", ""),
    ],
)
def test_a_mistake_names_the_file_the_key_and_the_likely_word(own, text, message, hint):
    """What is misspelt would otherwise be priced as listed, silently."""
    with pytest.raises(FactsError, match=message) as caught:
        own(text)

    assert "prices.yaml" in caught.value.message
    assert hint is None or caught.value.hint == hint


def test_another_schema_is_refused(tmp_path):
    """An answers file given by mistake is not read as prices."""
    path = tmp_path / "answers.yaml"
    path.write_text("version: 1\n")

    with pytest.raises(FactsError, match=r"answers\.yaml: schema must be overrides/1"):
        load_facts(overrides=(path,))


def test_a_file_that_is_not_there_is_named(tmp_path):
    """With the path as it was given."""
    with pytest.raises(FactsError, match=r"nothing\.yaml cannot be read"):
        load_facts(overrides=(tmp_path / "nothing.yaml",))
