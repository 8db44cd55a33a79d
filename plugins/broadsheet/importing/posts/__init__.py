"""Folders of dated posts in Markdown, as Hugo, Jekyll and Pelican keep them.

Each of the three is a ``Site`` (``site.py``) that knows where its posts lie, what their front
matter means and at which address the old site had them. What is common is done once: ``listing.py``
reads every post's head and sorts posts into days, ``day.py`` reads a day's posts into drafts,
``markdown.py`` and ``markup.py`` make a tree of a text, which ``prose`` writes in our Markdown.
"""
