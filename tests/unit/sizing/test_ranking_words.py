"""Why a size was chosen, in words that are true of the others, too."""

from dataclasses import replace

from kafka_scaffold.model.answers import Platform
from kafka_scaffold.model.facts import FactKind
from kafka_scaffold.model.plan import Candidate, Cost, CostLine, CostScope, Rejection
from kafka_scaffold.sizing.platform_choice import _clashes
from kafka_scaffold.sizing.ranking import choose


def candidate(size, usd):
    """Return one unit of a size for a price."""
    line = CostLine(
        item="units",
        quantity=1,
        unit="units",
        unit_price_usd=usd,
        monthly_usd=usd,
        scope=CostScope.CLUSTER,
        formula="",
        source="",
        kind=FactKind.LISTED,
    )
    return Candidate(
        platform=Platform.CONFLUENT_CLOUD,
        variant=size,
        size=size,
        units=1,
        storage_gib_per_unit=0,
        cost=Cost(lines=(line,)),
        headroom=(),
        partitions=1,
    )


def reason(*considered, **named):
    """Return why the chosen one was."""
    (one,) = (c for c in choose(considered, 152, (), **named) if c.chosen)
    return one.reason


CHEAP, DEAR = candidate("cheap", 1.0), candidate("dear", 2.0)


def test_what_was_set_aside_fits_all_the_same():
    """A size set aside by the variant asked for fits; the chosen one is not the only one that does."""
    assert reason(CHEAP) == "the only size that fits"
    assert reason(CHEAP, replace(DEAR, preferred=False)) == "the only one left of 2 sizes that fit"


def test_no_cap_is_told_where_nothing_is_capped():
    """Cluster types of Confluent Cloud have no number of units that a team would not run."""
    assert reason(CHEAP, DEAR) == "cheapest of 2 sizes that fit within 152 brokers"
    assert reason(CHEAP, DEAR, choices="cluster types") == "cheapest of 2 cluster types that fit"


def test_the_nearest_of_what_does_not_fit_speaks_for_its_platform():
    """The one with the fewest clashes, not the smallest one with five."""

    def rejection(text):
        return Rejection(
            platform=Platform.CONFLUENT_CLOUD,
            variant="",
            bottleneck="",
            reason=text,
            kind=FactKind.HARD,
            source="",
        )

    assert _clashes(rejection("one")) < _clashes(rejection("one; two; three"))
