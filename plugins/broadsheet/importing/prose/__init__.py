"""Texts of other programs as a tree of paragraphs, lists, tables, and the tree in our Markdown."""
