"""The QR code of a second factor, drawn here: the secret goes to no other server, and no script is needed."""

from __future__ import annotations

import segno
from markupsafe import Markup

SCALE = 4
"""Pixels of a module."""
TITLE = "QR code for your app. The secret below it is the same in letters"


def qr_code(address: str) -> Markup:
    """An address as a picture in the page."""
    drawn = segno.make(address, error="m", micro=False)
    return Markup(drawn.svg_inline(scale=SCALE, svgclass="app-qr", lineclass=None, title=TITLE, light="#ffffff"))
