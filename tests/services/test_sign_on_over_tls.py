"""Reading from a provider over https: the certificate has to be the host's, and of somebody who is trusted."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from peerinspect.services.sign_on import fetching
from peerinspect.services.sign_on.fetching import Unreachable, fetch
from peerinspect.services.sign_on.provider import Provider

HERE = "127.0.0.1"


class Answering(BaseHTTPRequestHandler):
    """Says which host it was asked for."""

    def do_GET(self) -> None:
        body = f'{{"host": "{self.headers["Host"]}"}}'.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def certificate(folder: Path, address: str) -> Path:
    """A certificate that signs itself, with its key, for an address."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A provider for tests")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "certificate.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


@pytest.fixture(params=[HERE, "127.0.0.2"], ids=["its own address", "another address"])
def secured(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[int, Path, bool]]:
    """The port of a server on loopback, its certificate, and whether that is for the address."""
    path = certificate(tmp_path, request.param)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    with HTTPServer((HERE, 0), Answering) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server.server_address[1], path, request.param == HERE
        server.shutdown()
        thread.join()


def provider(port: int) -> Provider:
    return Provider(f"https://{HERE}:{port}", "client", "secret", "name", for_tests=True)


def test_a_certificate_that_nobody_trusts_is_refused(secured: tuple[int, Path, bool]) -> None:
    found = provider(secured[0])
    with pytest.raises(Unreachable, match="SSLCertVerificationError"):
        fetch(found, found.issuer)


def test_one_that_is_trusted_must_be_for_the_host(
    secured: tuple[int, Path, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, path, is_for_the_host = secured
    make = ssl.create_default_context
    monkeypatch.setattr(fetching.ssl, "create_default_context", lambda: make(cafile=str(path)))
    found = provider(port)
    if is_for_the_host:
        assert fetch(found, f"{found.issuer}/x?y=1") == {"host": f"{HERE}:{port}"}
    else:
        with pytest.raises(Unreachable, match="SSLCertVerificationError"):
            fetch(found, found.issuer)
