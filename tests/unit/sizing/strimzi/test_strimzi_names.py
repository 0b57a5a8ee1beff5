"""Names of what runs Kafka: short enough for every cloud, and never two alike."""

import re
from dataclasses import replace

from kafka_scaffold.sizing.platforms.strimzi import names
from strimzi_fixture import answers


def test_a_cluster_bears_the_name_of_its_namespace():
    """Whoever knows one knows the other."""
    asked = answers("gke")

    assert names.cluster(asked, asked.environments[0]) == "clickstream-dev"
    assert names.namespace(asked, asked.environments[0]) == "clickstream-dev"


def test_a_long_name_is_cut_and_stays_unique():
    """GKE takes 40 characters; what was cut off still tells two apart."""
    asked = replace(answers("gke"), name="p" * 40)
    made = {names.cluster(asked, environment) for environment in asked.environments}

    assert len(made) == len(asked.environments)
    for name in made:
        assert re.fullmatch(r"[a-z](?:[-a-z0-9]{0,38}[a-z0-9])?", name)
