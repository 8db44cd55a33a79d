"""What a reader with a cheap telephone waits for: Lighthouse's measures of the shipped archive.

    python benchmarks/reader.py [--runs 3]

The archive is built as it is published and served compressed from this computer; Lighthouse
imitates its telephone on a slow mobile line. The medians of the runs are printed, page by page:
score of performance, first and largest contentful paint and blocking time in ms, layout shift,
requests and bytes. Node packages are those of ``invoke test``.
"""

from __future__ import annotations

import argparse
import gzip
import http.server
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from broadsheet import plugin

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from tests.conftest import CHROMIUM_OPTIONS, find_chromium  # noqa: E402
from tools import node_packages  # noqa: E402

NOW = "2026-11-01 12:00"
COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml")
MEASURES = {
    "FCP": "first-contentful-paint",
    "LCP": "largest-contentful-paint",
    "TBT": "total-blocking-time",
    "CLS": "cumulative-layout-shift",
    "bytes": "total-byte-weight",
}


class CompressingHandler(http.server.SimpleHTTPRequestHandler):
    """Serves text compressed, as web hosts do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if path.suffix not in COMPRESSED or not path.is_file():
            super().do_GET()
            return
        data = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=31536000")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def pages_of(site: Path) -> list[str]:
    """Home, and of issues, articles and months the one with most in it."""
    largest = {
        kind: max(site.glob(pattern), key=lambda p: (p.stat().st_size, p.name))
        for kind, pattern in {
            "issue": "[0-9]*/*/*/index.html",
            "article": "[0-9]*/*/*/*-*.html",
            "month": "[0-9]*/*/index.html",
        }.items()
    }
    return ["index.html", *(p.relative_to(site).as_posix() for p in largest.values())]


def ask(url: str, report: Path) -> dict[str, Any]:
    chromium = " ".join(("--headless=new", *CHROMIUM_OPTIONS))
    command = ["node", str(node_packages.LIGHTHOUSE), url, "--output=json", "--quiet"]
    command += [f"--output-path={report}", f"--chrome-flags={chromium}"]
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": find_chromium()})
    answer: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    if reason := node_packages.install():
        raise SystemExit(f"Lighthouse is not installed: {reason}")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        site.mkdir()
        serve = lambda *given: CompressingHandler(*given, directory=str(site))  # noqa: E731
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        changed = {"OUTPUT_PATH": str(site), "SITEURL": address, "BROADSHEET_NOW": NOW}
        plugin.run(str(PROJECT / "pelicanconf.py"), changed)
        print("page | performance | " + " | ".join(MEASURES) + " | requests")
        for page in pages_of(site):
            answers = [ask(f"{address}/{page}", Path(folder, "report.json")) for _ in range(runs)]
            print(" | ".join([page, *line(answers)]), flush=True)


def line(answers: list[dict[str, Any]]) -> list[str]:
    """The medians of several runs over one page."""
    scores = [100 * a["categories"]["performance"]["score"] for a in answers]
    median = [f"{statistics.median(scores):.0f}"]
    for name in MEASURES.values():
        value = statistics.median(a["audits"][name]["numericValue"] for a in answers)
        median.append(f"{value:.3f}" if name.endswith("shift") else f"{value:.0f}")
    requests = answers[0]["audits"]["network-requests"]["details"]["items"]
    return [*median, str(len(requests))]


if __name__ == "__main__":
    main()
