"""What clients of an MSK cluster need to know to reach it and to sign in."""

from kafka_scaffold.model.answers import Authentication
from kafka_scaffold.sizing.clients.access import ClientAccess
from kafka_scaffold.sizing.clients.sign_in import Certificate, Iam, Scram, SignIn
from kafka_scaffold.sizing.platforms.msk.details import Variant


GUIDE = "Amazon MSK developer guide"


def client_access(authentication: Authentication, variant: str) -> ClientAccess:
    """Return how clients reach a cluster of a variant; Serverless chooses the copy to read from by itself."""
    zone = (
        "set KAFKA_RACK to the id of the zone the client runs in (use1-az1, not us-east-1a)"
        if variant != Variant.SERVERLESS
        else None
    )
    return ClientAccess(
        sign_in=_sign_in(authentication),
        bootstrap="what `terraform output -json bootstrap_servers | "
        f"jq -r .{authentication}` prints",
        bootstrap_source="terraform output",
        trust=None,
        trust_source="",
        zone=zone,
        zone_source=f"{GUIDE}, consumer rack awareness",
    )


def _sign_in(authentication: Authentication) -> SignIn:
    if authentication is Authentication.IAM:
        return Iam()
    if authentication is Authentication.MTLS:
        return Certificate(handed="AWS Private CA hands it out")
    return Scram(
        mechanism="the only one that MSK offers",
        credential="the secret AmazonMSK_... of {application} in Secrets Manager",
        source=f"{GUIDE}, SASL/SCRAM",
    )
