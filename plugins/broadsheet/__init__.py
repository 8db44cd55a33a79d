"""Broadsheet: folders of Markdown and pictures become the digital archive of a newspaper."""

__version__ = "0.1.0"


def register() -> None:
    """Connect to Pelican (called by Pelican for every plugin in ``PLUGINS``)."""
    from broadsheet.plugin import connect

    connect()
