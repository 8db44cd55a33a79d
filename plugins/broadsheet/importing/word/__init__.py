"""Word files (.docx), of one article or of a page: ``--word``.

``package.py`` opens a file that nobody vouches for, ``document.py`` makes paragraphs of it with
what Word knows of them, ``articles.py`` finds the articles among these.
"""
