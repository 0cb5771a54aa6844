"""How the tests ask the explorer for pages, without a server and at a port of this machine."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from html.parser import HTMLParser

from starlette.testclient import TestClient

from dgkg.web import create_app


def explorer(kg, **more):
    """A client of the explorer of a graph; it follows no redirects and asks for Chinese."""
    return TestClient(
        create_app(kg, **more),
        base_url="http://127.0.0.1",
        headers={"Accept-Language": "zh", "Accept": "text/html"},
        follow_redirects=False,
        raise_server_exceptions=False,
    )


@contextmanager
def at_a_port(app, **more):
    """An app on a free port of this machine, for a browser; ended with the block."""
    import uvicorn

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off", ws="none", loop="asyncio", **more))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)


class Parsed(HTMLParser):
    """A page's elements, links and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements, self.links, self.words = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.elements.append((tag, found))
        if tag == "a" and "href" in found:
            self.links.append(found["href"])

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        """All text, white space made one."""
        return " ".join(" ".join(self.words).split())

    def with_tag(self, *tags):
        """The attributes of all elements of some tags."""
        return [found for tag, found in self.elements if tag in tags]
