"""What digitised newspapers have in common: untrusted XML, files that it names, words in boxes.

Words are grouped into lines and paragraphs (``setting.py``) and blocks are put into reading order
(``ordering.py``) by where they stand on the page. The boxes themselves become regions and are not
kept. Nothing here knows a format.
"""
