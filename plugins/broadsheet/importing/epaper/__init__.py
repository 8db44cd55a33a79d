"""Saved trees of the digital editions that Chinese papers have, of both generations of the system.

``html/2019-10/24/node_2.htm`` and ``content_123.htm`` are the first, ``pc/layout/201910/24/
node_01.html`` and ``pc/content/201910/24/content_123.html`` the second; a *page list* (``node_…``)
is a printed page with its picture, its image map and its articles, a *content page* an article.

``listing`` finds the days of a tree by their names alone; ``days`` reads one day. ``names`` knows
what files and folders are called, ``tree`` finds files where links say they are, ``decoding``
makes text of them. ``properties`` reads the fields of an article, ``bodies`` its text and
pictures, ``pagelists`` a page list, ``areas`` the shapes of its image map.
"""

from broadsheet.importing.epaper.listing import KIND

__all__ = ["KIND"]
