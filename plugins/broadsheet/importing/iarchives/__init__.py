"""Batches of articles in the iArchives export schema: a folder with ``unit.xml`` for each issue."""

from broadsheet.importing.iarchives.listing import KIND

__all__ = ["KIND"]
