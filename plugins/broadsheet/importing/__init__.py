"""``invoke import``: papers that exist in other forms become issue folders.

A source is listed (``sources.py``) as units, each of one issue. A unit is read into a draft
(``drafts.py``), which knows nothing of files of ours; what was unsure is noted (``notes.py``). A
draft becomes the text of files (``composing.py``, ``escaping.py``) and these are put into the
content folder (``placing.py``), never over what a person has written. Each kind of source is a
room of its own (``text``, ``word``, ``epaper``, ``mets``, ``iarchives``, ``posts``); ``prose``,
``ocr`` and ``markup`` are what several of them need.
"""
