"""What the project is called and where it runs."""

from ipaddress import IPv4Network

from kafka_scaffold.answers.kinds import Kind, boolean, choice, integer, list_of, pattern, text
from kafka_scaffold.answers.question import ABSENT, Computed, Condition, Fixed, Group, Question
from kafka_scaffold.answers.values import Values
from kafka_scaffold.answers.words import quoted
from kafka_scaffold.model.answers import CloudProvider, Platform
from kafka_scaffold.sizing.platforms import available


VERSION = 1
MOST_TAGS = 40
AUTO = "auto"

# 30 + 12 characters of name and environment leave room for what is appended to them: S3 buckets and IAM roles
# may have 63 and 64 characters, MSK clusters 64.
NAME = pattern(
    "a name",
    r"[a-z][a-z0-9]*(-[a-z0-9]+)*",
    most=30,
    example="clickstream",
    hint="write lower-case words joined by hyphens, e.g. click-stream",
)
TAG_KEY = pattern(
    "a tag name",
    r"(?![aA][wW][sS]:)[A-Za-z0-9_.:/=+@-]([A-Za-z0-9 _.:/=+@-]*[A-Za-z0-9_.:/=+@-])?",
    most=128,
    example="cost-center",
    hint="write letters, digits, spaces and _.:/=+-@, not beginning with aws:",
)
TAG_VALUE = pattern(
    "a tag value",
    r"([A-Za-z0-9_.:/=+@-]([A-Za-z0-9 _.:/=+@-]*[A-Za-z0-9_.:/=+@-])?)?",
    most=256,
    example="platform",
    hint="write letters, digits, spaces and _.:/=+-@",
)
OWNER = pattern(
    "an owner that GitHub or GitLab knows",
    r"@[A-Za-z0-9][A-Za-z0-9_-]{0,38}(/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,3}"
    r"|[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9][A-Za-z0-9-]{0,62}(\.[A-Za-z0-9-]{1,63}){1,5}",
    most=250,
    example="@example/platform",
)
# AWS has ids, Google Cloud names, Azure paths; which of them it must be is checked beside the provider.
_GCP_NAME = "[a-z]([-a-z0-9]{0,61}[a-z0-9])?"
_AZURE_NETWORK = (
    r"/subscriptions/[0-9a-f-]{36}/resourceGroups/[A-Za-z0-9._-]{1,90}"
    r"/providers/Microsoft\.Network/virtualNetworks/[A-Za-z0-9._-]{1,64}"
)
VPC = pattern(
    "a network",
    f"vpc-[0-9a-f]{{8,17}}|{_GCP_NAME}|{_AZURE_NETWORK}",
    most=300,
    example="vpc-0123456789abcdef0",
)
SUBNET = pattern(
    "a subnet",
    f"subnet-[0-9a-f]{{8,17}}|{_GCP_NAME}|{_AZURE_NETWORK}/subnets/[A-Za-z0-9._-]{{1,80}}",
    most=400,
    example="subnet-0123456789abcdef0",
)
ZONE_ID = pattern("a hosted zone", "Z[A-Z0-9]{4,31}", most=32, example="Z0123456789ABCDEFGHIJ")
LABEL = pattern("a DNS label", "[a-z]([a-z0-9-]{0,38}[a-z0-9])?", most=40, example="kafka")
REGION = text("region of the provider", most=40)


def cidr(words: str, shortest: int, longest: int, example: str) -> Kind:
    """Return an IPv4 network whose prefix length is within bounds."""
    shape = pattern(words, r"[0-9]{1,3}(\.[0-9]{1,3}){3}/[0-9]{1,2}", most=18, example=example)

    def parse(value: object) -> str:
        written: str = shape.parse(value)
        try:
            network = IPv4Network(written)
        except ValueError as error:
            raise ValueError(f"{quoted(written)} is no network: {_reason(error)}") from None
        if not shortest <= network.prefixlen <= longest:
            raise ValueError(f"{quoted(written)}: the prefix must be /{shortest} to /{longest}")
        if network.is_loopback or network.is_link_local or network.is_multicast:
            raise ValueError(f"{quoted(written)} cannot be routed; use e.g. {example}")
        return written

    return Kind(words=f"{words}, e.g. `{example}`", parse=parse, schema=shape.schema)


def _reason(error: ValueError) -> str:
    return (
        "it has host bits set" if "host bits" in str(error) else "an octet or prefix is too large"
    )


VPC_CIDR = cidr("a network", 16, 28, "10.40.0.0/16")


LATER = tuple(str(platform) for platform in Platform if platform not in available())
AUTO_OR_PLATFORM = choice(Platform, later=LATER, nothing=(AUTO,))


def network_questions(prefix: str) -> tuple[Question, ...]:
    """Return the rows of a network, for the cloud and again for an environment of its own."""
    inherited = prefix != "cloud.network"

    def holds(values: Values, here: str) -> bool:
        around = f"{here}.network" if here else prefix
        return values.given(f"{around}.existing")

    existing = Condition(words="with an `existing` network", holds=holds)
    return (
        Question(
            path=f"{prefix}.create.cidr",
            kind=VPC_CIDR,
            prompt="Address range of the new network",
            help="A VPC with private subnets in every zone is made in it.",
            default=Computed(words="that of the cloud", value=_cloud_cidr)
            if inherited
            else Fixed(plain="10.0.0.0/16"),
            asked=not inherited,
        ),
        Question(
            path=f"{prefix}.existing.vpc",
            kind=VPC,
            prompt="VPC that exists",
            help="Its id on AWS, its name on Google Cloud, its resource id on Azure.",
            when=existing,
            asked=not inherited,
        ),
        Question(
            path=f"{prefix}.existing.subnets",
            kind=list_of(SUBNET, "list of subnets; on AWS one per zone", most=12),
            prompt="Subnets for the brokers, one per zone",
            help="The first ones are used, as many as there are zones.",
            when=existing,
            asked=not inherited,
        ),
    )


def _cloud_cidr(values: Values, _: str) -> object:
    return values["cloud.network.create.cidr"]


def _zones(values: Values, _: str) -> int:
    return min(3, values.zones_of_region())


def _dns_given(values: Values, _: str) -> bool:
    return values.given("cloud.dns")


DNS = Condition(words="with `cloud.dns`", holds=_dns_given)


def has_aws_services(values: Values) -> bool:
    """Tell whether services of AWS's own are at hand: not beside Strimzi or Confluent, nor on another cloud."""
    beside = values["platform"] in (Platform.STRIMZI, Platform.CONFLUENT_CLOUD)
    return not beside and values["cloud.provider"] is CloudProvider.AWS


def is_beside_confluent(values: Values, _: str) -> bool:
    """Tell whether questions that Confluent Cloud asks in its own words are open."""
    return values["platform"] is not Platform.CONFLUENT_CLOUD


ELSEWHERE = Condition(words="without `platform: confluent-cloud`", holds=is_beside_confluent)

GROUPS = (
    Group(
        path="", title="Answers", help="What a Kafka platform is for, in the words of its users."
    ),
    Group(
        path="tags",
        title="Tags",
        help="Tags of every cloud resource, besides those that the project sets itself.",
        names=TAG_KEY,
        most=MOST_TAGS,
        noun="tag",
    ),
    Group(path="cloud", title="Cloud", help="Where it runs."),
    Group(
        path="cloud.network",
        title="Network",
        help="A network to create, or one that exists.",
        one_of=("create", "existing"),
        prompt="Network",
    ),
    Group(path="cloud.network.create", title="New network", help="A network made for Kafka."),
    Group(path="cloud.network.existing", title="Existing network", help="A network that is there."),
    Group(
        path="cloud.dns",
        title="DNS",
        help="Own names for the brokers in a private hosted zone that exists.",
    ),
)

QUESTIONS = (
    Question(
        path="version",
        kind=integer(1, 1),
        prompt="Version of this form of answers",
        help="Lets later versions of the program read old files.",
    ),
    Question(
        path="name",
        kind=NAME,
        prompt="Name of the platform",
        help="Names the cluster and everything around it, together with the environment.",
        asked=True,
    ),
    Question(
        path="description",
        kind=text("text on one line, up to 500 characters", most=500, least=0),
        prompt="What it is for",
        help="One sentence for the README of the repository.",
        default=Computed(
            words="`Kafka for` the name", value=lambda values, _: f"Kafka for {values['name']}"
        ),
    ),
    Question(
        path="owner",
        kind=OWNER,
        prompt="Owner of the repository",
        help="Reviews changes (CODEOWNERS).",
        default=ABSENT,
    ),
    Question(path="tags.*", kind=TAG_VALUE, prompt="Tag", help="The tag's value.", default=ABSENT),
    Question(
        path="platform",
        kind=AUTO_OR_PLATFORM,
        prompt="Platform",
        help="`auto` takes the cheapest that meets the goals.",
        default=Fixed(plain=AUTO),
        asked=True,
    ),
    Question(
        path="variant",
        kind=text("a variant of the platform", most=40),
        prompt="Variant of the platform",
        help="Pins what the sizing would choose: `standard`, `express` or `serverless` for `msk`; `basic`, `standard`, "
        "`enterprise`, `freight` or `dedicated` for `confluent-cloud`; `network-disk` or `local-disk` for `strimzi`.",
        default=ABSENT,
        when=Condition(
            words="with a `platform`", holds=lambda values, _: values["platform"] is not None
        ),
    ),
    Question(
        path="cloud.provider",
        kind=choice(CloudProvider),
        prompt="Cloud provider",
        help="Who runs the machines.",
        default=Fixed(plain="aws"),
        asked=True,
    ),
    Question(
        path="cloud.region",
        kind=REGION,
        prompt="Region",
        help="Decides prices and the number of zones.",
        asked=True,
    ),
    Question(
        path="cloud.zones",
        kind=integer(1, 6),
        prompt="Availability zones",
        help="Replicas are spread over them.",
        default=Computed(words="3, or as many as the region has", value=_zones),
    ),
    *network_questions("cloud.network"),
    Question(
        path="cloud.dual_stack",
        kind=boolean(),
        prompt="IPv6 beside IPv4",
        help="Brokers answer on both.",
        default=Fixed(plain=False),
    ),
    Question(
        path="cloud.dns.zone_id",
        kind=ZONE_ID,
        prompt="Hosted zone",
        help="The id of a private hosted zone.",
        when=DNS,
    ),
    Question(
        path="cloud.dns.prefix",
        kind=LABEL,
        prompt="First word of the brokers' names",
        help="Brokers are called `<prefix>-1` and on.",
        default=Computed(words="the name", value=lambda values, _: values["name"]),
        when=DNS,
    ),
)
