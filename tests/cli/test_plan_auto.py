"""A plan without a named platform: what is said when none carries the workload."""

from running import EXAMPLES


CLICKSTREAM = EXAMPLES / "clickstream" / "answers.yaml"


def test_each_platform_says_all_that_its_answers_have_against_it(cli):
    """One line per platform that the answers rule out, with every reason; others go by size."""
    done = cli(
        "plan", CLICKSTREAM, "--set", "platform=auto", "--set", "security.authentication=scram"
    )
    lines = {line.strip().partition(":")[0]: line for line in done.err.splitlines()}

    assert done.code == 3
    assert "applications.lake.kind" in lines["msk"]
    assert "applications.accounts.kind" in lines["msk"]
    assert "schemas.registry" in lines["confluent-cloud"]
    assert not [line for line in done.err.splitlines() if ": , " in line]
