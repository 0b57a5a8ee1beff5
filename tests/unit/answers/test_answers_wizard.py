"""The wizard asks what matters for what was answered so far, and takes only what the loader would take."""

import pytest
from answers_samples import CONTEXT

from kafka_scaffold.answers.interview import NONE
from kafka_scaffold.answers.load import load_answers
from kafka_scaffold.answers.wizard import Terminal, ask
from kafka_scaffold.answers.write import to_yaml
from kafka_scaffold.model.answers import NewNetwork


NEEDED = {
    "Name of the platform": "shop",
    "Region": "eu-west-1",
    "Written per second on average": "20 MB/s",
}


class Script:
    """Answers by prompt and takes every other default, as a person who presses Enter would."""

    def __init__(self, **answers):
        self.answers = {**NEEDED, **answers.pop("by_prompt", {})}
        self.asked = {}
        self.refused = []

    def text(self, prompt, help_line, default, check):
        return self._take(prompt, help_line, default, check)

    def choose(self, prompt, help_line, choices, default, check):
        assert default in choices
        answer = self._take(prompt, help_line, default, check)
        assert answer in choices
        return answer

    def choose_many(self, prompt, help_line, choices, default):
        assert help_line
        self.asked[prompt] = default
        return tuple(c for c in choices if c in self.answers.get(prompt, default))

    def _take(self, prompt, help_line, default, check):
        assert help_line
        self.asked[prompt] = default
        tries = self.answers.get(prompt, default)
        for answer in tries if isinstance(tries, list) else [tries]:
            wrong = check(answer)
            if wrong is None:
                return answer
            self.refused.append((prompt, answer, wrong))
        raise AssertionError(self.refused)


def interview(by_prompt=None):
    """Return the script after the interview, the plain answers and what the loader makes of them."""
    script = Script(by_prompt=by_prompt or {})
    data = ask(CONTEXT, script)
    return script, data, load_answers(to_yaml(data), "x", context=CONTEXT).answers


def test_three_answers_and_enter_are_enough():
    """Everything else has a default, and the result loads."""
    script, data, answers = interview()

    assert answers.name == "shop"
    assert data["version"] == 1
    assert "security.certificate_authority_arns" not in str(data)
    assert script.asked["Written per second at peak"] == "60 MB/s"
    assert script.asked["How long records must be quick to read"] == "3d"


def test_defaults_follow_earlier_answers():
    """What is computed is computed from what was said."""
    script, _, answers = interview(
        {"Written per second on average": "7 MB/s", "How long records are kept": "12h"}
    )

    assert script.asked["Written per second at peak"] == "21 MB/s"
    assert script.asked["How long records must be quick to read"] == "12h"
    assert answers.workload.write.peak_bytes_s == 21e6


@pytest.mark.parametrize(
    ("choice", "prompt"),
    [
        (
            {"How clients sign in": "mtls"},
            "Certificate authorities that sign clients' certificates",
        ),
        ({"From where clients connect": "private-link"}, "Accounts that connect by private link"),
        ({"From where clients connect": "public"}, "Networks that clients come from"),
        ({"Network": "existing"}, "VPC that exists"),
    ],
)
def test_a_question_is_asked_only_where_it_matters(choice, prompt):
    """An answer opens the questions that follow from it."""
    answers = {
        "Certificate authorities that sign clients' certificates": "arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555",
        "Accounts that connect by private link": "111122223333, 444455556666",
        "Networks that clients come from": "203.0.113.0/24",
        "VPC that exists": "vpc-0a1b2c3d",
        "Subnets for the brokers, one per zone": "subnet-00000001, subnet-00000002, subnet-00000003",
    }
    with_choice, _, _ = interview({**answers, **choice})
    without, _, _ = interview(answers)

    assert prompt in with_choice.asked
    assert prompt not in without.asked


def test_answers_are_judged_as_the_loader_judges():
    """A wrong one is refused with the loader's words, where it is typed."""
    script, _, answers = interview(
        {
            "Name of the platform": ["Bad Name", "aws-x", "shop"],
            "Region": ["eu-wst-1", "eu-west-1"],
            "Address range of the new network": ["10.0.0.0/28", "10.0.0.0/24"],
            "Written per second at peak": ["5 MB/s", "fast", "80 MB/s"],
            "Compression ratio": ["0", "x", "4"],
        }
    )

    assert [prompt for prompt, _, _ in script.refused] == [
        "Name of the platform",
        "Name of the platform",
        "Region",
        "Address range of the new network",
        "Written per second at peak",
        "Written per second at peak",
        "Compression ratio",
        "Compression ratio",
    ]
    assert script.refused[2][2].endswith('did you mean "eu-west-1"?')
    assert answers.workload.compression_ratio == 4


def test_a_contradiction_with_an_earlier_answer_is_refused():
    """The message names the answer it collides with."""
    script, _, answers = interview(
        {
            "Topics, separated by commas (empty: derived)": "clicks",
            "Applications, separated by commas (empty: derived)": "web, lake",
            "lake: Kind of application": "connector",
            "lake: Where the connector writes to": "s3",
            "Platform": "msk",
            "How clients sign in": ["scram", "iam"],
        }
    )

    assert "applications.lake.kind" in script.refused[0][2]
    assert answers.application("lake").format == "json"


def test_a_connector_needs_one_end():
    """Neither a sink nor a source is refused at the last chance to name one."""
    script, _, answers = interview(
        {
            "Topics, separated by commas (empty: derived)": "users",
            "Applications, separated by commas (empty: derived)": "db, ads",
            "db: Kind of application": "connector",
            "db: Where the connector writes to": NONE,
            "db: What the connector reads from": [NONE, "debezium-postgres"],
            "ads: Kind of application": "consumer",
        }
    )

    assert len(script.refused) == 1
    assert answers.topics[0].producers == ("db",)


def test_topics_and_environments_are_asked_one_by_one():
    """Shares and sizes only where there is more than one."""
    script, data, answers = interview(
        {
            "Topics, separated by commas (empty: derived)": ["a b", "a, a", "a, b"],
            "a: Share of the written bytes": "70%",
            "Environments, separated by commas": "dev, prod",
            "dev: Part of the workload": "10%",
        }
    )
    alone, _, _ = interview({"Topics, separated by commas (empty: derived)": "a"})

    assert script.asked["b: Share of the written bytes"] == "30%"
    assert data["topics"] == [{"name": "a", "share": "70%"}, {"name": "b"}]
    assert [e.scale for e in answers.environments] == pytest.approx([0.1, 1])
    assert "a: Share of the written bytes" not in alone.asked
    assert "prod: Part of the workload" not in alone.asked


def test_interruption_passes_through():
    """The command ends with 130, nothing written."""

    class Interrupted(Script):
        def choose(self, *_):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask(CONTEXT, Interrupted())


@pytest.mark.parametrize("name", ["text", "choose", "choose_many"])
def test_the_terminal_can_be_asked_all_of_it(name):
    """It offers what the interview needs."""
    assert callable(getattr(Terminal(), name))


def test_confluent_cloud_is_asked_in_its_own_words():
    """Once chosen: its network and sign-in stand for exposure and authentication, and nothing of AWS's own is asked."""
    script, data, answers = interview(
        {
            "Platform": "confluent-cloud",
            "Uptime that Confluent must promise": "99.99",
            "Network by which clients reach the cluster": "peering",
            "How clients sign in at Confluent": "mtls",
            "Disaster recovery": "active-passive",
            "Region of the standby": ["eu-west-1", "us-west-1", "us-east-1"],
        }
    )

    assert "How clients sign in" not in script.asked
    assert "From where clients connect" not in script.asked
    assert "Monitoring" not in script.asked
    assert "Certificate authorities that sign clients' certificates" not in script.asked
    assert [wrong for _, _, wrong in script.refused] == [
        "is the cluster's own region; write another of AWS",
        "us-west-1 has 2, the cluster 3 zones; write a region with as many",
    ]
    assert data["disaster_recovery"] == {"kind": "active-passive", "region": "us-east-1"}
    assert answers.security.authentication == "mtls"
    assert answers.disaster_recovery.network == NewNetwork(cidr="10.1.0.0/16")


def test_confluent_clouds_exposure_is_asked_where_no_network_was():
    """None of the networks leaves it to the plain question."""
    script, _, _ = interview({"Platform": "confluent-cloud"})

    assert script.asked["Network by which clients reach the cluster"] == NONE
    assert "From where clients connect" in script.asked
    assert "Region of the standby" not in script.asked
