"""An organisation's own sign-in on this computer: small, strict with whoever asks, and able to send bad answers."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

CLIENT, SECRET = "peerinspect-test", "a secret of the client"


def unsigned(claims: Mapping[str, Any]) -> str:
    """A token that nobody signed."""
    parts = (json.dumps({"alg": "none", "typ": "JWT"}).encode(), json.dumps(claims).encode(), b"")
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


@dataclass
class SmallProvider:
    """What the provider knows and does. `claims` go into every token; None takes a claim out.

    `apart` is what it says of the person beside the token.
    """

    port: int = 0
    claims: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "first", "use": "sig"}))
    other: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "first", "use": "sig"}))
    signing: str = "right"
    document: dict[str, Any] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    denies: bool = False
    apart: dict[str, Any] | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        """Its name and address."""
        return f"http://127.0.0.1:{self.port}"

    def metadata(self) -> dict[str, Any]:
        """What it publishes about itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/leave",
            **({"userinfo_endpoint": f"{self.issuer}/person"} if self.apart is not None else {}),
            **self.document,
        }

    def settings(self, **more: Any) -> dict[str, Any]:
        """What the service is told of it."""
        return {
            "OIDC_ISSUER": self.issuer, "OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": SECRET,
            "OIDC_NAME": "Council sign-in", "OIDC_FOR_TESTS": True, **more,
        }  # fmt: skip

    def authorize(self, asked: Mapping[str, str]) -> str:
        """Where the browser goes back to."""
        assert asked["response_type"] == "code" and asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256" and len(asked["code_challenge"]) == 43
        assert "openid" in asked["scope"].split() and asked["nonce"] and asked["state"]
        if self.denies:
            return f"{asked['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': asked['state']})}"
        code = secrets.token_urlsafe(12)
        self.codes[code] = dict(asked)
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, authorization: str, form: Mapping[str, str]) -> dict[str, Any] | None:
        """The tokens for a code: good once, for whoever proves to be the client that asked. None where it is not."""
        told = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode()
        if told != f"{CLIENT}:{SECRET}" or asked is None or form["redirect_uri"] != asked["redirect_uri"]:
            return None
        if challenge.rstrip("=") != asked["code_challenge"] or form["grant_type"] != "authorization_code":
            return None
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.signed(asked["nonce"])}

    def signed(self, nonce: str) -> str:
        """A token, signed as it was told to."""
        now = int(time.time())
        said = {
            "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce, "sub": "subject-1",
            **self.claims,
        }  # fmt: skip
        claims = {name: value for name, value in said.items() if value is not None}
        match self.signing:
            case "none":
                return unsigned(claims)
            case "shared secret":
                return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))
            case "another key":
                return jwt.encode({"alg": "RS256", "kid": "first"}, claims, self.other)
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)


class _Handler(BaseHTTPRequestHandler):
    provider: SmallProvider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.provider.asked.append(parts.path)
        if parts.path in self.provider.redirects:
            self._redirect(self.provider.redirects[parts.path])
        elif parts.path == "/.well-known/openid-configuration":
            self._json(self.provider.metadata())
        elif parts.path == "/keys":
            self._json(KeySet([self.provider.key]).as_dict(private=False))
        elif parts.path == "/authorize":
            self._redirect(self.provider.authorize(asked))
        elif parts.path == "/person" and self.headers.get("Authorization") == "Bearer x":
            self._json(self.provider.apart)
        elif parts.path == "/leave":
            self._page("Signed out there")
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        self.provider.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        if self.path in self.provider.redirects:
            self._redirect(self.provider.redirects[self.path])
            return
        answer = self.provider.token(self.headers.get("Authorization", ""), form)
        self._json(answer or {"error": "invalid_grant"}, 200 if answer else 400)

    def _json(self, content: Any, code: int = 200) -> None:
        self._send(json.dumps(content).encode(), "application/json", code)

    def _page(self, text: str) -> None:
        self._send(f"<!doctype html><title>{text}</title><h1>{text}</h1>".encode(), "text/html", 200)

    def _send(self, body: bytes, sort: str, code: int) -> None:
        self.send_response(code)
        self.send_header("Content-Type", sort)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _redirect(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def small_provider() -> Iterator[SmallProvider]:
    """A provider that listens on loopback until the block ends."""
    provider = SmallProvider()
    handler = type("Handler", (_Handler,), {"provider": provider})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        provider.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()
