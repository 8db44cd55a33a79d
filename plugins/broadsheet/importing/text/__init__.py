"""The text of a printed page, as a layout system or the text layer of a PDF gives it."""
