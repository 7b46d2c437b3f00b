"""A line between a worker and its database that can be cut: what is sent then is lost, and nobody is told."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit, urlunsplit


class Line:
    """Hands on what comes in on a port of this machine to the database's, as long as it is not cut."""

    def __init__(self, database: str) -> None:
        self._parts = urlsplit(database)
        self._whole = threading.Event()
        self._whole.set()
        self._ends: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        port = self._listening.getsockname()[1]
        netloc = self._parts.netloc.rpartition(":")[0] + f":{port}"
        self.address = urlunsplit(self._parts._replace(netloc=netloc))

    def __enter__(self) -> Line:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.close()
        self._drop()

    def cut(self) -> None:
        """From now on nothing arrives on either side."""
        self._whole.clear()

    def heal(self) -> None:
        """Connections from before are broken; new ones work."""
        self._drop()
        self._whole.set()

    def _drop(self) -> None:
        for each in self._ends:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self._ends.clear()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            self._ends.append(near)
            if not self._whole.is_set():
                continue
            far = socket.create_connection((self._parts.hostname, self._parts.port))
            self._ends.append(far)
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._hand_on, args=(one, other), daemon=True).start()

    def _hand_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                if not self._whole.is_set():
                    return  # What is sent now is lost; the connection stays until the line is healed.
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)
