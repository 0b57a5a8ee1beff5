"""Serve providers to Terraform: started by it (handshake, TLS) or beside it (reattached, one process for many runs)."""

import base64
import datetime
import json
import os
import sys
import tempfile
import threading
from concurrent import futures
from pathlib import Path

import grpc

from .protocol import CALLS, MESSAGES, SERVICE
from .servicer import Provider


COOKIE = (
    "TF_PLUGIN_MAGIC_COOKIE",
    "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
)
PROTOCOL = 6


def load(schema_file):
    """Return the provider that a schema file describes."""
    return Provider(json.loads(Path(schema_file).read_text(encoding="utf-8")))


def _server(provider, stop):
    server = grpc.server(
        futures.ThreadPoolExecutor(max_workers=16),
        options=[("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)],
    )
    calls = {
        name: grpc.unary_unary_rpc_method_handler(
            _call(provider, name, answer),
            request_deserializer=MESSAGES[request].FromString,
            response_serializer=MESSAGES[answer].SerializeToString,
        )
        for name, (request, answer) in CALLS.items()
    }
    shutdown = grpc.unary_unary_rpc_method_handler(lambda _request, _context: stop.set() or b"")
    silent = grpc.unary_stream_rpc_method_handler(lambda _request, _context: iter(()))
    server.add_generic_rpc_handlers(
        (
            grpc.method_handlers_generic_handler(SERVICE, calls),
            grpc.method_handlers_generic_handler("plugin.GRPCController", {"Shutdown": shutdown}),
            grpc.method_handlers_generic_handler("plugin.GRPCStdio", {"StreamStdio": silent}),
        )
    )
    return server


def _call(provider, name, answer):
    method = getattr(provider, name, None)
    if method is None:
        return lambda _request, _context: MESSAGES[answer]()
    return lambda request, _context: method(request)


def _certificate():
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(minutes=5))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return (
        private,
        certificate.public_bytes(serialization.Encoding.PEM),
        certificate.public_bytes(serialization.Encoding.DER),
    )


def serve_one(schema_file):
    """Serve the one provider that Terraform started, until it says to stop."""
    if os.environ.get(COOKIE[0]) != COOKIE[1]:
        raise SystemExit("This is a Terraform provider; Terraform starts it.")
    stop = threading.Event()
    private, pem, der = _certificate()
    with tempfile.TemporaryDirectory() as folder:
        socket = f"{folder}/s"
        server = _server(load(schema_file), stop)
        server.add_secure_port(f"unix:{socket}", grpc.ssl_server_credentials([(private, pem)]))
        server.start()
        encoded = base64.b64encode(der).decode().rstrip("=")
        sys.stdout.write(f"1|{PROTOCOL}|unix|{socket}|grpc|{encoded}\n")
        sys.stdout.flush()
        stop.wait()
        server.stop(grace=0.2)


def serve_many(schemas):
    """Serve providers by address until standard input closes; print ``TF_REATTACH_PROVIDERS``."""
    with tempfile.TemporaryDirectory() as folder:
        reattach, servers = {}, []
        for number, (address, schema_file) in enumerate(schemas.items()):
            socket = f"{folder}/{number}"
            server = _server(load(schema_file), threading.Event())
            server.add_insecure_port(f"unix:{socket}")
            server.start()
            servers.append(server)
            reattach[address] = {
                "Protocol": "grpc",
                "ProtocolVersion": PROTOCOL,
                "Pid": os.getpid(),
                "Test": True,
                "Addr": {"Network": "unix", "String": socket},
            }
        sys.stdout.write(json.dumps(reattach) + "\n")
        sys.stdout.flush()
        sys.stdin.read()
        for server in servers:
            server.stop(grace=0)
