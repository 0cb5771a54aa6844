"""The explorer: the graph as pages, served on the reader's own machine or written as files."""

from dgkg.web.app import create_app

__all__ = ["create_app"]
