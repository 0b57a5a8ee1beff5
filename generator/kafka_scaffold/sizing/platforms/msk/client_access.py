"""What clients of an MSK cluster need to know to reach it and to sign in."""

from kafka_scaffold.model.answers import Authentication
from kafka_scaffold.sizing.clients.access import ClientAccess
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
        authentication=authentication,
        bootstrap="what `terraform output -json bootstrap_servers | "
        f"jq -r .{authentication}` prints",
        bootstrap_source="terraform output",
        scram="the only one that MSK offers",
        credential="the secret AmazonMSK_... of {application} in Secrets Manager",
        certificate="AWS Private CA hands it out",
        source=f"{GUIDE}, SASL/SCRAM",
        trust=None,
        zone=zone,
        zone_source=f"{GUIDE}, consumer rack awareness",
    )
