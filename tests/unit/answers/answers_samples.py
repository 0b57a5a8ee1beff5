"""One valid answers file, and short ways to change it and to see what is wrong with it."""

import pytest

from kafka_scaffold.answers.context import AnswersContext
from kafka_scaffold.answers.load import load_answers
from kafka_scaffold.errors import AnswersError
from kafka_scaffold.model.answers import CloudProvider, Platform


CONTEXT = AnswersContext(
    regions={
        CloudProvider.AWS: {"eu-west-1": 3, "us-east-1": 6, "us-west-1": 2},
        CloudProvider.GCP: {"europe-west1": 3},
        CloudProvider.AZURE: {"westeurope": 3, "westus": 1},
    },
    variants={
        Platform.MSK: ("standard", "express", "serverless"),
        Platform.CONFLUENT_CLOUD: ("basic", "standard", "enterprise", "freight", "dedicated"),
        Platform.STRIMZI: ("network-disk", "local-disk"),
    },
    providers={
        Platform.MSK: (CloudProvider.AWS,),
        Platform.CONFLUENT_CLOUD: tuple(CloudProvider),
        Platform.STRIMZI: tuple(CloudProvider),
    },
)
SMALLEST = """\
version: 1
name: web-events
cloud: {region: eu-west-1}
workload:
  write: {average: 20 MB/s, peak: 60 MB/s}
"""
FULL = """\
version: 1
name: shop
cloud: {region: eu-west-1}
workload:
  write: {average: 20 MB/s, peak: 60 MB/s}
  retention: 3d
topics:
  - {name: clicks, share: 60%, producers: [web], consumers: [ads]}
  - {name: orders, producers: [web], consumers: [ads]}
applications:
  web: {kind: producer}
  ads: {kind: consumer, language: go}
"""


def load(text=FULL, *sets):
    """Return the answers of a text."""
    return load_answers(text, "answers.yaml", sets=sets, context=CONTEXT).answers


def problems(text=FULL, *sets):
    """Return what is wrong with a text that must not load."""
    with pytest.raises(AnswersError) as caught:
        load(text, *sets)
    return caught.value.problems


def only_problem(text=FULL, *sets):
    """Return the one thing that is wrong with a text."""
    found = problems(text, *sets)
    assert len(found) == 1, [(p.path, p.message) for p in found]
    return found[0]
