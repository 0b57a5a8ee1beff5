"""The clients themselves take the rendered settings, and records go through with them."""

import base64
import json
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cases import rendered_cases
from harness import HERE, engines_python
from kafka_cluster import probe

from client_sign_ins import LANGUAGES, SIGN_INS, configs


pytestmark = pytest.mark.engine
CLIENT_FILE = re.compile(
    r"clients/(?:[^/]+/)*(?:(producer|consumer|streams)\.(java|librdkafka)|(admin))\.properties"
)
VARIABLE = re.compile(r"\$\{env:(\w+)\}")
MOST_PAIRS = 8
ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls"
# What a local broker without TLS has no use for.
REMOTE = re.compile(
    r"^(security\.|sasl\.|ssl\.|bootstrap\.servers$|client\.rack$|config\.providers)"
)
PEM = """
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
import datetime, sys
key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "client")])
day = datetime.datetime(2026, 1, 1)
made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
made = made.serial_number(1).not_valid_before(day).not_valid_after(day.replace(year=2046)).sign(key, hashes.SHA256())
open(sys.argv[1], "wb").write(made.public_bytes(serialization.Encoding.PEM))
open(sys.argv[2], "wb").write(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFile:
    """One rendered settings file; the same content is looked at once."""

    name: str
    role: str
    library: str
    content: str

    @property
    def settings(self) -> dict[str, str]:
        """Return its settings as written."""
        lines = [line for line in self.content.splitlines() if line and not line.startswith("#")]
        return {k.strip(): v.strip() for k, _, v in (line.partition("=") for line in lines)}

    def local(self, **more: str) -> dict[str, str]:
        """Return its settings for a broker next door."""
        kept = {k: VARIABLE.sub("0", v) for k, v in self.settings.items() if not REMOTE.match(k)}
        return kept | more


@pytest.fixture(scope="module")
def files() -> tuple[ClientFile, ...]:
    """Return every client's settings over all cases, each content once."""
    found: dict[tuple[str, str, str], ClientFile] = {}
    for case in rendered_cases():
        for file in case.tree.files:
            match = CLIENT_FILE.fullmatch(file.path)
            if match:
                role, library = (match[3], "java") if match[3] else (match[1], match[2])
                content = file.content.decode()
                name = f"{case.name}/{file.path}"
                made = ClientFile(name=name, role=role, library=library, content=content)
                found.setdefault(
                    (role, library, "\n".join(f"{k}={v}" for k, v in made.settings.items())), made
                )
    return tuple(found.values())


@pytest.fixture(scope="module")
def pem(tmp_path_factory) -> tuple[Path, Path]:
    """Return a certificate and its key."""
    folder = tmp_path_factory.mktemp("pem")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run([engines_python(), "-c", PEM, str(certificate), str(key)], check=True)
    return certificate, key


class Provider(BaseHTTPRequestHandler):
    """An identity provider that hands everyone a token for an hour; its signature is nobody's."""

    def do_POST(self) -> None:
        """Answer as OAuth's client credentials are answered."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        now = int(time.time())
        claims = {"sub": "web", "scope": "kafka", "iat": now, "exp": now + 3600}
        parts = ({"alg": "RS256", "typ": "JWT"}, claims, {"signature": "none"})
        token = ".".join(
            base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
            for part in parts
        )
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": 3600}
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def token_url() -> Iterator[str]:
    """Return where tokens are handed out."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/token"
    server.shutdown()
    server.server_close()
    thread.join()


def environment(
    files: tuple[ClientFile, ...], pem: tuple[Path, Path], token_url: str
) -> dict[str, str]:
    """Return a value for every variable the files ask for, and the JVM's leave to ask for tokens."""
    names = {name for file in files for name in VARIABLE.findall(file.content)}
    known = {
        "KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:9",
        "KAFKA_INSTANCE": "0",
        "KAFKA_CA_FILE": str(pem[0]),
        "KAFKA_OAUTH_TOKEN_URL": token_url,
        "JAVA_TOOL_OPTIONS": f"-D{ALLOWED}={token_url}",
    }
    texts = {"CERTIFICATE": pem[0].read_text(), "PRIVATE_KEY": pem[1].read_text()}
    values = dict.fromkeys(names, "0") | known
    return values | {name: text for name in names for word, text in texts.items() if word in name}


def test_every_planned_client_is_rendered(files):
    """Each application and role has a file of its library, in every environment."""
    for case in rendered_cases():
        paths = [
            path for path in case.tree.paths if CLIENT_FILE.fullmatch(path) and "admin" not in path
        ]
        assert len(paths) == sum(len(e.clients) for e in case.plan.environments), case.name
    assert {f.library for f in files} == {"java", "librdkafka"}


def as_arguments(files: tuple[ClientFile, ...], folder: Path) -> list[str]:
    """Return what the Java probe takes: each file with its role."""
    arguments = []
    for number, file in enumerate(f for f in files if f.library == "java"):
        place = folder / f"{number}-{re.sub('[^a-z0-9.-]', '-', file.name)}"
        place.write_text(file.content)
        arguments.append(f"{file.role}={place}")
    return arguments


def test_java_clients_take_their_settings(files, pem, token_url, kafka_classes, tmp_path):
    """Real producers, consumers, admins and Streams are made; no name is unknown, no value refused."""
    arguments = as_arguments(files, tmp_path)
    values = environment(files, pem, token_url)

    assert len(arguments) > 5
    assert probe(kafka_classes, "settings", *arguments, **values) == ""


def test_librdkafka_takes_its_settings(files, pem, token_url):
    """Librdkafka refuses unknown names, values out of range and settings that clash."""
    values = environment(files, pem, token_url)
    items = [
        {"name": f.name, "role": f.role, "settings": complete(f, values, pem)}
        for f in files
        if f.library == "librdkafka"
    ]

    assert len(items) > 5
    assert librdkafka(settings=items) == ""


def complete(file: ClientFile, values: dict[str, str], pem: tuple[Path, Path]) -> dict[str, str]:
    """Return settings with variables and what the code adds filled in, as the file's comments ask."""
    settings = {k: VARIABLE.sub(lambda m: values[m[1]], v) for k, v in file.settings.items()}
    if settings.get("sasl.mechanisms", "").startswith(("SCRAM", "PLAIN")):
        settings.setdefault("sasl.password", "secret")
    if settings.get("sasl.mechanisms") == "OAUTHBEARER":
        settings.setdefault("sasl.oauthbearer.client.secret", "secret")
    for name, path in (("ssl.certificate.location", pem[0]), ("ssl.key.location", pem[1])):
        if name in settings:
            settings[name] = str(path)
    return settings


@pytest.fixture(scope="module")
def signed() -> tuple[ClientFile, ...]:
    """Return clients of either library for every way to sign in, whichever of them a case has."""
    return tuple(
        ClientFile(
            name=f"{how}/{config.application}",
            role=config.role,
            library=config.library,
            content="".join(f"{s.name}={as_written(s.value)}\n" for s in config.settings),
        )
        for how in SIGN_INS
        for language in LANGUAGES
        for config in configs(how, language)
    )


def as_written(value: object) -> str:
    """Return a value as a properties file has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_java_signs_in_in_every_way(signed, pem, token_url, kafka_classes, tmp_path):
    """Login modules are made with their options, and a token is fetched from whom the JVM may ask."""
    arguments = as_arguments(signed, tmp_path)
    values = environment(signed, pem, token_url)

    assert {file.name.partition("/")[0] for file in signed} >= {"api-key", "oauth", "mtls"}
    assert probe(kafka_classes, "settings", *arguments, **values) == ""


def test_java_asks_nobody_for_tokens_whom_it_may_not(
    signed, pem, token_url, kafka_classes, tmp_path
):
    """The system property that the reason above the setting asks for is needed."""
    tokens = tuple(f for f in signed if (f.name, f.library) == ("oauth/web", "java"))[:1]
    values = environment(signed, pem, token_url) | {"JAVA_TOOL_OPTIONS": ""}

    assert probe(kafka_classes, "settings", *as_arguments(tokens, tmp_path), **values) != ""


def test_librdkafka_signs_in_in_every_way(signed, pem, token_url):
    """The same, with what the code adds."""
    values = environment(signed, pem, token_url)
    items = [
        {"name": f.name, "role": f.role, "settings": complete(f, values, pem)}
        for f in signed
        if f.library == "librdkafka"
    ]

    assert librdkafka(settings=items) == ""


def librdkafka(**asked: object) -> str:
    """Return what librdkafka complains about."""
    done = subprocess.run(
        [engines_python(), str(HERE / "librdkafka_probe.py")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def pairs(files: tuple[ClientFile, ...], library: str) -> Iterator[tuple[ClientFile, ClientFile]]:
    """Yield pairs of a producer and a consumer so that each distinct set of settings is used, up to `MOST_PAIRS`."""

    def distinct(role: str) -> list[ClientFile]:
        known = {
            tuple(sorted(f.local().items())): f
            for f in files
            if (f.role, f.library) == (role, library)
        }
        return list(known.values())

    producers, consumers = distinct("producer"), distinct("consumer")
    for number in range(min(MOST_PAIRS, max(len(producers), len(consumers)))):
        yield producers[number % len(producers)], consumers[number % len(consumers)]


def topic_of(kafka, number: int, library: str) -> str:
    """Make a topic with three replicas, as the settings expect."""
    name = f"round-trip-{library}-{number}"
    kafka.tool(
        "kafka-topics.sh",
        "--create",
        "--topic",
        name,
        "--partitions",
        "3",
        "--replication-factor",
        "3",
    )
    return name


def test_records_go_through_java_clients(files, kafka, tmp_path):
    """What a producer of the repository writes, a consumer of the repository reads, all of it."""
    used = list(pairs(files, "java"))
    for number, (producer, consumer) in enumerate(used):
        places = []
        for file, more in (
            (producer, {}),
            (consumer, {"group.id": f"java-{number}", "auto.offset.reset": "earliest"}),
        ):
            places.append(tmp_path / f"{number}-{file.role}")
            places[-1].write_text("".join(f"{k}={v}\n" for k, v in file.local(**more).items()))
        told = kafka.probe(
            "roundtrip", kafka.internal, topic_of(kafka, number, "java"), *map(str, places)
        )
        assert told == "", (producer.name, consumer.name)
    assert used


def test_records_go_through_librdkafka(files, kafka):
    """The same with librdkafka."""
    asked = []
    for number, (producer, consumer) in enumerate(pairs(files, "librdkafka")):
        local = {"bootstrap.servers": kafka.internal}
        reading = {"group.id": f"librdkafka-{number}", "auto.offset.reset": "earliest"}
        asked.append(
            {
                "name": f"{producer.name} to {consumer.name}",
                "producer": producer.local(**local),
                "consumer": consumer.local(**local, **reading),
                "topic": topic_of(kafka, number, "librdkafka"),
            }
        )

    assert asked
    assert librdkafka(pairs=asked) == ""


@pytest.mark.parametrize(
    ("role", "text", "word"),
    [
        pytest.param("producer", "lingr.ms=5\n", "lingr.ms", id="unknown"),
        pytest.param("producer", "acks=7000\n", "acks", id="value"),
        pytest.param("consumer", "fetch.max.wait.ms=-1\n", "fetch.max.wait.ms", id="range"),
        pytest.param("streams", "producer.lingr.ms=5\n", "lingr.ms", id="prefixed"),
    ],
)
def test_the_java_probe_can_complain(role, text, word, kafka_classes, tmp_path):
    """A probe that never complains proves nothing."""
    place = tmp_path / "x.properties"
    place.write_text(text)

    assert word in probe(kafka_classes, "settings", f"{role}={place}")


def test_the_librdkafka_probe_can_complain():
    """An unknown name is refused."""
    item = {
        "name": "x",
        "role": "producer",
        "settings": {"bootstrap.servers": "127.0.0.1:9", "lingr.ms": "5"},
    }

    assert "lingr.ms" in librdkafka(settings=[item])
