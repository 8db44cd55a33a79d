"""A file that cannot be written whole is an error, never half a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import resource, signal, sys
from pathlib import Path
from broadsheet.staging import Stage

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
stage = Stage(Path(sys.argv[1]), lambda path: None, (), lambda row, is_new: print("taken"))
try:
    if sys.argv[2] == "whole":
        stage.put("page.html", b"x" * 1_500, "issue:a", "a.md")
    else:
        stage.put_lines("page.csv", [b"x" * 900, b"y" * 600], "key:a", "")
except OSError as error:
    print("refused", error.strerror)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit to a file's size")
@pytest.mark.parametrize("way", ["whole", "in lines"])
def test_a_disk_that_takes_only_a_part_is_an_error(tmp_path: Path, way: str) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path), way]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout == "refused File too large\n"
