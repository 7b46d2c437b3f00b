"""The device that somebody signs in on, in words that they know it by again: nothing else of it is kept."""

from __future__ import annotations

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""What names a browser. Most also name those that they are like, so the first that is found counts."""
SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "a Chromebook"),
    ("Macintosh", "a Mac"),
    ("Linux", "Linux"),
)


def device_of(agent: str) -> str:
    """The browser and the system, by how a browser introduces itself: "Firefox on Windows"."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "Another browser")
    system = next((name for sign, name in SYSTEMS if sign in agent), "an unknown device")
    return f"{browser} on {system}"
