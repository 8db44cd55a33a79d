"""Digitised issues in METS, their pages in ALTO: NDNP batches, and profiles that tell articles
(docWorks, Europeana Newspapers)."""

from broadsheet.importing.mets.listing import KIND

__all__ = ["KIND"]
