"""What the tests share: programs from outside that some of them need, a browser, a web server.

A test marked with the name of a program of ``PROGRAMS`` runs where that program is found. Where it
is missing, the test is left out and the last lines of the run name it and the one command that
brings the program; with ``CI=true`` it fails instead.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from tools import node_packages

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM_NAMES = (
    "chromium-headless-shell",  # Chromium without windows, for two thirds of the processor's time
    *("chromium", "chromium-browser", "google-chrome", "chrome"),
)
WITHOUT = (
    # Two hidden pages of the address bar, made with every window and slower than most of ours.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    # What Playwright leaves out itself; of two such lists Chromium heeds the last alone.
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "OptimizationHints"),
    *("ThirdPartyStoragePartitioning", "AimEnabled", "PreconnectToSearch", "LensOverlay"),
    "NetworkTimeServiceQuerying",
    # A process that waits for a site of its own; see below.
    "SpareRendererForSitePerProcess",
)
"""What tests do not need of Chromium. A name that it does not know is passed over."""
CHROMIUM_OPTIONS = (
    f"--disable-features={','.join(WITHOUT)}",
    # Each window shows one site alone, and all its pages in one process: one is started a window,
    # not one a page.
    "--disable-site-isolation-trials",
    "--renderer-process-limit=1",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True, slots=True)
class Program:
    """A program that is not a Python package. ``find`` returns its path, empty when missing."""

    name: str
    find: Callable[[], str]
    command: str


def find_chromium() -> str:
    """The browser that ``CHROMIUM`` names, else the first one on the ``PATH``."""
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in ([named] if named else CHROMIUM_NAMES))
    return next(filter(None, found), "")


def find_checker() -> str:
    """Java with the Nu HTML checker, which ``invoke test`` installs with npm."""
    found = shutil.which("java") and node_packages.are_installed() and node_packages.CHECKER
    return str(found or "")


def find_nginx() -> str:
    return _find_server("nginx")


def find_apache() -> str:
    """Apache, with the system's list of types that it reads."""
    return _find_server("apache2") if Path("/etc/mime.types").is_file() else ""


@functools.cache
def find_sshd() -> str:
    """OpenSSH's server, with a client and rsync."""
    has_all = shutil.which("rsync") and shutil.which("ssh") and shutil.which("ssh-keygen")
    return _find_server("sshd") if has_all else ""


@functools.cache
def find_mount() -> str:
    """Whether a small disk can be mounted: by root, and not in every container."""
    if os.geteuid() != 0 or not shutil.which("unshare"):
        return ""
    trial = ["unshare", "-m", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "/tmp"]
    return "mount" if subprocess.call(trial, stderr=subprocess.DEVNULL) == 0 else ""


def _find_server(name: str) -> str:
    """Debian puts servers where only root looks."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin") or ""


def find_lighthouse() -> str:
    """Node with Lighthouse, which ``invoke test`` installs with npm, and a browser for it."""
    found = shutil.which("node") and find_chromium() and node_packages.are_installed()
    return str(node_packages.LIGHTHOUSE) if found else ""


PROGRAMS = {
    "browser": Program("Chromium", find_chromium, "sudo apt-get install chromium"),
    "checker": Program(
        "the Nu HTML checker",
        find_checker,
        "sudo apt-get install default-jre-headless npm && invoke test",
    ),
    "apache": Program("Apache", find_apache, "sudo apt-get install apache2-bin media-types"),
    "mount": Program("the right to mount a small disk", find_mount, "sudo invoke test"),
    "nginx": Program("nginx", find_nginx, "sudo apt-get install nginx-light"),
    "sshd": Program(
        "OpenSSH's server or rsync", find_sshd, "sudo apt-get install openssh-server rsync"
    ),
    "lighthouse": Program(
        "Lighthouse", find_lighthouse, "sudo apt-get install chromium npm && invoke test"
    ),
}

in_ci = os.environ.get("CI") == "true"
left_out = pytest.StashKey[dict[str, list[str]]]()

# A shared machine's speed is no fact about the code: nothing is timed, and CI repeats its choices.
hypothesis.settings.register_profile(
    "broadsheet",
    deadline=None,
    derandomize=in_ci,
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("broadsheet")


# --- tests that need a program from outside -----------------------------------------------------


def missing_program(item: pytest.Item) -> str:
    """The key of the first program that a test needs and this computer lacks, else nothing."""
    return next((k for k, p in PROGRAMS.items() if item.get_closest_marker(k) and not p.find()), "")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[left_out] = {}
    # rclone, which is started many hundred times, need not tidy its memory to start.
    os.environ.setdefault("GOGC", "800")
    # Begun in the background by a shell, tests are deaf to Ctrl-C, and so is all that they start.
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Those that need a program are the long ones. They come first, so that no core waits at the
    # end for a long one of another, and the first process alone starts a browser and reads pages.
    items.sort(key=lambda item: not any(item.get_closest_marker(key) for key in PROGRAMS))
    if in_ci:
        return
    kept, dropped = [], []
    for item in items:
        program = missing_program(item)
        if program:
            config.stash[left_out].setdefault(program, []).append(item.nodeid)
            dropped.append(item)
        else:
            kept.append(item)
    if dropped:
        items[:] = kept
        config.hook.pytest_deselected(items=dropped)


def pytest_runtest_setup(item: pytest.Item) -> None:
    key = missing_program(item)
    if key:
        program = PROGRAMS[key]
        pytest.fail(f"{program.name} is missing; {program.command}", pytrace=False)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker process of pytest-xdist hands what it left out to the process that reports."""
    worker_output = getattr(session.config, "workeroutput", None)
    if worker_output is not None:
        worker_output["left_out"] = session.config.stash[left_out]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Every worker collects the same tests, so the last one's word is everyone's."""
    node.config.stash[left_out].update(getattr(node, "workeroutput", {}).get("left_out", {}))


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for key, tests in config.stash[left_out].items():
        program = PROGRAMS[key]
        terminalreporter.section(f"did not run: {program.name} is missing")
        for test in tests:
            terminalreporter.line(test)
        terminalreporter.line(f"did not run: {len(tests)}; to run them: {program.command}")


# --- looking at a built site --------------------------------------------------------------------


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Where all builds of the shipped archive lie (``tests.shipped``): one folder a run of the
    tests, whatever the number of its processes."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "sites"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, one for all tests of a process; a test opens a page of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(CHROMIUM_OPTIONS)
        )
        yield chromium
        chromium.close()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """A host that allows a page nothing but what lies on it (a strict Content-Security-Policy).
    A connection lives on for the next file, and a small answer is one packet."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a browser asks for many files."""


class QuietServer(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went on before its pictures had come."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@pytest.fixture
def site_server() -> Iterator[Callable[[Path], str]]:
    """``site_server(folder)`` serves a folder on this computer; it returns an address, no slash."""
    with ExitStack() as stack:

        def serve(folder: Path) -> str:
            handler = functools.partial(QuietHandler, directory=str(folder))
            server = QuietServer(("127.0.0.1", 0), handler)
            stack.callback(server.server_close)
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}"

        yield serve
