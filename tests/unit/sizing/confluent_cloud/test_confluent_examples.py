"""Every example on every cluster type and cloud: it plans, or says with which answers or numbers it does not."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from kafka_scaffold.errors import NoPlatformFitsError
from kafka_scaffold.ops.inputs import AnswersText
from kafka_scaffold.ops.plan import plan


EXAMPLES = Path(__file__).parents[4] / "examples"
TODAY = date(2026, 12, 1)
REGIONS = {"aws": "us-east-1", "gcp": "us-central1", "azure": "eastus"}
STANDBY = {"aws": "us-west-2", "gcp": "us-east1", "azure": "westus2"}
OTHERS = ("kubernetes", "warpstream", "variant")  # what other platforms are asked
FITS = {
    "aggregate": {"standard", "enterprise", "freight", "dedicated"},
    "bookings-oauth": {"standard", "enterprise", "dedicated"},
    "claims-standby": {"enterprise", "dedicated"},
    "cdc-outbox": {"enterprise", "dedicated"},
    "clickstream": {"enterprise", "dedicated"},
    "factory-onprem": {"enterprise", "dedicated"},
    "iot": {"enterprise", "dedicated"},
    "logs": {"enterprise", "freight", "dedicated"},
    "orders-gke": {"enterprise", "dedicated"},
    "payments": {"enterprise", "dedicated"},
    "sandbox": {"basic", "standard", "enterprise", "freight", "dedicated"},
}
# Certificates are on AWS alone but for Dedicated, and so is Freight.
SIGNED = ("iot", "factory-onprem")
ON_AWS = {(name, "enterprise") for name in SIGNED} | {(name, "freight") for name in FITS}
TYPES = ("basic", "standard", "enterprise", "freight", "dedicated")


def asked(name, provider, variant):
    """Return an example's answers, taken to one cluster type in one cloud."""
    given = yaml.safe_load((EXAMPLES / name / "answers.yaml").read_text())
    taken = {key: value for key, value in given.items() if key not in OTHERS}
    taken |= {"platform": "confluent-cloud", "variant": variant}
    cloud = {"provider": provider, "region": REGIONS[provider]}
    taken["cloud"] = {"zones": taken["cloud"].get("zones", 3)} | cloud
    security = taken.setdefault("security", {})
    security.pop("certificate_authority_arns", None)
    security.pop("allowed_cidrs", None)
    if security.get("authentication", "iam") != "mtls":
        security["authentication"] = "scram"
    security["exposure"] = "public" if variant in ("basic", "standard") else "private"
    if "registry" in taken.get("schemas", {}):
        taken["schemas"]["registry"] = "confluent"
    taken.setdefault("monitoring", {})["stack"] = "prometheus"
    taken["monitoring"].pop("logs", None)
    taken.get("confluent_cloud", {}).pop("networking", None)
    if taken.get("disaster_recovery", {}).get("kind", "none") != "none":
        taken["disaster_recovery"]["region"] = STANDBY[provider]
    taken.get("goals", {}).pop("budget", None)
    for environment in taken.get("environments", {}).values():
        environment.pop("network", None)
    return yaml.safe_dump(taken)


def test_every_example_is_here():
    """An example that is added says which types it fits."""
    assert {path.parent.name for path in EXAMPLES.glob("*/answers.yaml")} == set(FITS)


@pytest.mark.parametrize("variant", TYPES)
@pytest.mark.parametrize("provider", REGIONS)
@pytest.mark.parametrize("name", FITS)
def test_an_example_plans_or_says_why_not(name, provider, variant):
    """What fits is priced; what does not names an answer, or both numbers."""
    answers = AnswersText(text=asked(name, provider, variant), name=name)
    fits = variant in FITS[name] and (provider == "aws" or (name, variant) not in ON_AWS)
    if fits:
        chosen = plan(answers, today=TODAY).plan.primary.chosen
        assert chosen.variant == variant
        assert chosen.units >= 1
        assert chosen.cost.monthly_usd > 100
        assert chosen.units_reason
        return
    with pytest.raises(NoPlatformFitsError) as refused:
        plan(answers, today=TODAY)
    assert any(f"confluent-cloud {variant}: " in str(detail) for detail in refused.value.details)
