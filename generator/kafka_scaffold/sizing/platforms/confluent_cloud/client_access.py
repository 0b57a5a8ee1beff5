"""What clients of a Confluent Cloud cluster need to know to reach it and to sign in."""

from kafka_scaffold.model.answers import Answers, CloudProvider, Environment
from kafka_scaffold.model.facts import Facts
from kafka_scaffold.model.plan import Candidate
from kafka_scaffold.model.platform_answers import ConfluentSignIn
from kafka_scaffold.sizing.clients.access import ClientAccess
from kafka_scaffold.sizing.clients.sign_in import ApiKey, Certificate, OAuth, SignIn
from kafka_scaffold.sizing.platforms.confluent_cloud.client_overrides import client_overrides
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.identities import sign_in
from kafka_scaffold.sizing.platforms.confluent_cloud.fit.network import networking
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant
from kafka_scaffold.sizing.prose import cite


DOCS = "Confluent Cloud documentation, client configuration"
ZONE = "set KAFKA_RACK to the id of the zone the client runs in (use1-az1, not us-east-1a)"
OAUTH_DOCS = "Confluent Cloud documentation, OAuth client configuration"


def client_access(
    answers: Answers, environment: Environment, chosen: Candidate, facts: Facts
) -> ClientAccess:
    """Return how clients reach the cluster of an environment; its certificates are of a public authority."""
    outputs = f"terraform -chdir=terraform/environments/{environment.name} output"
    return ClientAccess(
        sign_in=_sign_in(answers, environment, outputs),
        bootstrap=f"what `{outputs} -raw bootstrap_servers` prints",
        bootstrap_source="terraform output",
        trust=None,
        trust_source="",
        zone=ZONE if _reads_by_zone(answers, chosen, facts) else None,
        zone_source=cite(facts.get(f"confluent-cloud.clients.zone_reads.{Variant.ENTERPRISE}")),
        overrides=client_overrides(answers, chosen.variant, facts),
    )


def _reads_by_zone(answers: Answers, chosen: Candidate, facts: Facts) -> bool:
    """Tell whether the cluster serves reads from a copy in the client's own zone; on AWS alone."""
    variant = Variant(chosen.variant)
    fact = facts.find(f"confluent-cloud.clients.zone_reads.{variant}")
    network = networking(answers, variant, facts)
    aws = answers.cloud.provider is CloudProvider.AWS
    return aws and fact is not None and network is not None and network.value in fact.items


def _sign_in(answers: Answers, environment: Environment, outputs: str) -> SignIn:
    how = sign_in(answers)
    if how is ConfluentSignIn.OAUTH:
        return OAuth(
            cluster=f"what `{outputs} -raw cluster_id` prints",
            pool=f"what `{outputs} -json identity_pool_ids` prints beside {{application}}",
            source=OAUTH_DOCS,
        )
    if how is ConfluentSignIn.MTLS:
        return Certificate(
            handed="the certificate authority of this repository's variables signs it"
        )
    return ApiKey(credential=secret(answers, environment), source=DOCS)


def secret(answers: Answers, environment: Environment) -> str:
    """Return where the key of an application is kept: the secret store of the cluster's cloud."""
    name, where = answers.name, environment.name
    kept = {
        CloudProvider.AWS: f"the secret confluent/{name}/{where}/{{application}} in AWS Secrets Manager",
        CloudProvider.GCP: f"the secret confluent-{name}-{where}-{{application}} in Google Secret Manager",
        CloudProvider.AZURE: f"the secret {{application}} in the key vault of {where}",
    }
    return kept[answers.cloud.provider]
