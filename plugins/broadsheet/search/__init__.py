"""The search index: static files that a reader's browser asks. docs/search.md is their format."""
