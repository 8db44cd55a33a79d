"""Settings of the newspaper. docs/maintainers.md explains each; publishconf.py builds on these."""

import broadsheet

SITENAME = "汀洲日报"
SITESUBTITLE = ""
SITEURL = "https://paper.example"

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
CACHE_PATH = ".cache"
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["static"]
PAGE_URL = "{slug}.html"
PAGE_SAVE_AS = "{slug}.html"

DEFAULT_LANG = "zh"
TIMEZONE = "Asia/Shanghai"

PLUGINS = [broadsheet]
BROADSHEET_PUBLISHER = "汀洲日报社"
BROADSHEET_CN_NUMBER = "CN 00-0000"
BROADSHEET_NAMEPLATE = "images/nameplate.svg"
BROADSHEET_NAMEPLATE_DARK = "images/nameplate-dark.svg"
BROADSHEET_FEED_ID = "tingzhou.example,2024"
