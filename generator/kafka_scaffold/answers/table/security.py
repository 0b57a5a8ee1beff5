"""Who gets in, from where, and what is recorded."""

from kafka_scaffold.answers.kinds import (
    boolean,
    choice,
    list_of,
    pattern,
)
from kafka_scaffold.answers.question import Computed, Condition, Fixed, Group, Question
from kafka_scaffold.answers.table.project import (
    ELSEWHERE,
    cidr,
    has_aws_services,
    is_beside_confluent,
)
from kafka_scaffold.answers.values import NEEDED, Values
from kafka_scaffold.model.answers import (
    Authentication,
    EncryptionKey,
    Exposure,
    Platform,
)
from kafka_scaffold.model.platform_answers import ConfluentNetworking, ConfluentSignIn


_ARN = r"arn:aws(-cn|-us-gov)?"
CA_ARN = pattern(
    "an AWS Private CA",
    _ARN + r":acm-pca:[a-z0-9-]{5,30}:[0-9]{12}:certificate-authority/[0-9a-f-]{36}",
    most=200,
    example="arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555",
)
ACCOUNT = pattern(
    "an AWS account",
    "[0-9]{12}",
    most=12,
    example='"111122223333"',
    hint="write 12 digits in quotes",
)


def _with(path: str, value: str) -> Condition:
    def holds(values: Values, _: str) -> bool:
        return bool(values[path] == value)

    return Condition(words=f"with `{path}: {value}`", holds=holds)


def _authentication(values: Values, _: str) -> Authentication:
    if values["platform"] is Platform.CONFLUENT_CLOUD:
        asked = values.peek("confluent_cloud.sign_in")
        return Authentication.MTLS if asked is ConfluentSignIn.MTLS else Authentication.SCRAM
    return Authentication.IAM if has_aws_services(values) else Authentication.SCRAM


def _authorities(values: Values, _: str) -> object:
    return NEEDED if has_aws_services(values) else None


def _exposure(values: Values, _: str) -> Exposure:
    """Return what follows from Confluent's networking, where that was asked."""
    if values["platform"] is not Platform.CONFLUENT_CLOUD:
        return Exposure.PRIVATE
    follows = {
        ConfluentNetworking.PUBLIC: Exposure.PUBLIC,
        ConfluentNetworking.PRIVATE_LINK: Exposure.PRIVATE_LINK,
    }
    return follows.get(values.peek("confluent_cloud.networking"), Exposure.PRIVATE)


def _accounts(values: Values, _: str) -> object:
    return None if values["platform"] is Platform.CONFLUENT_CLOUD else NEEDED


def _connects(values: Values, _: str) -> bool:
    """Tell whether it is still open from where clients connect."""
    return is_beside_confluent(values, "") or values.peek("confluent_cloud.networking") is None


GROUPS = (
    Group(path="security", title="Security", help="Who gets in, from where, and what is recorded."),
)

QUESTIONS = (
    Question(
        path="security.authentication",
        kind=choice(Authentication),
        prompt="How clients sign in",
        help="`iam` needs no secrets; `scram` has users and passwords; `mtls` certificates. Confluent Cloud reads "
        "`scram` as API keys or OAuth, as `confluent_cloud.sign_in` says.",
        default=Computed(
            words="`iam` on AWS, `scram` with `platform: strimzi` and on other clouds; with "
            "`platform: confluent-cloud` what `confluent_cloud.sign_in` says",
            value=_authentication,
        ),
        asked=ELSEWHERE,
    ),
    Question(
        path="security.certificate_authority_arns",
        kind=list_of(CA_ARN, "list of AWS Private CA ARNs", most=10),
        prompt="Certificate authorities that sign clients' certificates",
        help="AWS Private CA, by ARN; Strimzi has an authority of its own, Confluent Cloud takes one as a PEM file.",
        default=Computed(
            words="none on Strimzi and Confluent Cloud; required elsewhere", value=_authorities
        ),
        when=_with("security.authentication", "mtls"),
        asked=ELSEWHERE,
    ),
    Question(
        path="security.exposure",
        kind=choice(Exposure),
        prompt="From where clients connect",
        help="`private-link` serves other accounts, `public` the internet.",
        default=Computed(
            words="`private`; with `confluent_cloud.networking` what follows from it",
            value=_exposure,
        ),
        asked=Condition(words="without `confluent_cloud.networking`", holds=_connects),
    ),
    Question(
        path="security.client_accounts",
        kind=list_of(ACCOUNT, "list of AWS accounts", most=50),
        prompt="Accounts that connect by private link",
        help="12 digits each; read with Amazon MSK.",
        default=Computed(words="none on Confluent Cloud; required elsewhere", value=_accounts),
        when=_with("security.exposure", "private-link"),
        asked=ELSEWHERE,
    ),
    Question(
        path="security.allowed_cidrs",
        kind=list_of(cidr("a network", 8, 32, "10.0.0.0/8"), "list of networks", most=60),
        prompt="Networks that clients come from",
        help="Besides the cluster's own network; required when it is public. On Confluent Cloud none means all.",
        default=Fixed(plain=[]),
        asked=_with("security.exposure", "public"),
    ),
    Question(
        path="security.encryption_key",
        kind=choice(EncryptionKey),
        prompt="Whose key encrypts the disks",
        help="`own` makes a KMS key with its own policy.",
        default=Fixed(plain="provider"),
        asked=True,
    ),
    Question(
        path="security.audit",
        kind=boolean(),
        prompt="Record who was allowed and denied",
        help="Keeps the authorizer's log.",
        default=Fixed(plain=False),
    ),
)
