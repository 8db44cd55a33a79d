"""The computer that was measured on, without its name."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path


def describe() -> dict[str, str]:
    """What a table of times must say of a computer."""
    return {
        "Processor": f"{_processor()}, {os.cpu_count()} cores",
        "Memory": f"{_memory():.0f} GB",
        "System": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
    }


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    text = file.read_text("utf-8") if file.exists() else ""
    found = re.search(r"^model name\s*: (.+)$", text, re.MULTILINE)
    return found[1] if found else platform.machine()


def free_memory() -> float:
    """Megabytes that programs may still take, without end where the system does not tell."""
    file = Path("/proc/meminfo")
    found = (
        re.search(r"^MemAvailable:\s*(\d+) kB$", file.read_text(), re.M) if file.exists() else None
    )
    return int(found[1]) / 1024 if found else float("inf")


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
