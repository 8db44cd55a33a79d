"""How long the photographs of an archive take, beside Pillow alone on the same ones.

    python benchmarks/pictures.py [--pictures N] [--size WxH] [--rounds N] [--jobs N]
        [--processes N] [--json FILE]

N photographs of 12 megapixels are drawn from a seed into a content folder, ten to an issue. Then,
turn about: a clean build with the project's settings, and a pool of processes that makes the same
files with plain calls of Pillow (a JPEG decoded at a fraction of its size where that is enough,
each width from the next larger one, the encoders set as ours). At last the build is repeated with
nothing changed, and counts the pictures that any of its processes opens.

``--jobs`` is handed to the engine as BROADSHEET_JOBS, ``--processes`` is the size of Pillow's pool
(all cores when not given). Times are those of one machine: compare them only side by side. Memory
is the largest sum of all processes at a time, pages they share counted once (Linux alone). Three
gigabytes of disk are needed for 500 pictures.
"""

from __future__ import annotations

import argparse
import datetime as dt
import functools
import io
import json
import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

PROJECT = Path(__file__).resolve().parent.parent
if str(PROJECT) not in sys.path:
    sys.path.insert(0, str(PROJECT))

from broadsheet.model import PictureFacts  # noqa: E402
from broadsheet.photos.plan import ENCODINGS, plan_of  # noqa: E402

SEED = 20261128
IN_AN_ISSUE = 10
MASTERS = 6
"""Scenes that are drawn from nothing, which is slow; every picture is one of them, turned, moved
and with grain of its own."""
QUALITY = 93
EVERY = 0.2
"""Seconds between two looks at the memory."""

WATCH = '''"""Notes every picture that Python opens."""
import os, sys
noted = os.open(os.environ["PICTURES_OPENED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def watch(event, arguments):
    if event == "open" and str(arguments[0]).endswith(".jpg"):
        os.write(noted, f"{arguments[0]}\\n".encode())
sys.addaudithook(watch)
'''

Size = tuple[int, int]
Step = tuple[Size, tuple[tuple[str, dict[str, object]], ...]]
"""A size, and the format and options of each file that is written in it."""


# --- the photographs


@functools.cache
def scene(number: int, size: Size) -> Image.Image:
    """Light and shadow of every scale, as in photographs, a few colours, and edges."""
    chance = np.random.default_rng([SEED, number])
    width, height = size

    def cloud(across: int) -> np.ndarray:
        rough = chance.standard_normal((max(2, across * height // width), across))
        smooth = Image.fromarray(rough.astype(np.float32)).resize(size, Image.Resampling.BICUBIC)
        return np.asarray(smooth)

    light = sum(cloud(2**octave) * 0.7**octave for octave in range(2, 12))
    light = (light - light.min()) / (light.max() - light.min()) * 255
    red, blue = cloud(9) * 22, cloud(9) * 22
    colours = np.stack([light + red, light - (red + blue) / 3, light + blue], axis=-1)
    picture = Image.fromarray(np.clip(colours, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(picture)
    for _ in range(60):
        x, y, reach = (int(n) for n in chance.integers(0, (width, height, width // 12)))
        colour = tuple(int(n) for n in chance.integers(0, 255, 3))
        shape = pen.ellipse if chance.random() < 0.5 else pen.rectangle
        shape((x - reach, y - reach, x + reach, y + reach), outline=colour, width=reach // 9 + 2)
    return picture


def photograph(number: int, size: Size) -> bytes:
    """One JPEG of three to five megabytes at 12 megapixels; no two are alike."""
    chance = np.random.default_rng([SEED, MASTERS, number])
    pixels = np.asarray(scene(number % MASTERS, size))
    pixels = np.roll(pixels, tuple(chance.integers(0, size[::-1])), axis=(0, 1))
    grain = chance.integers(-6, 7, (*pixels.shape[:2], 1), dtype=np.int16)
    picture = Image.fromarray(np.clip(pixels + grain, 0, 255).astype(np.uint8))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=QUALITY, subsampling="4:2:0")
    return buffer.getvalue()


def write_photograph(job: tuple[int, Path, Size]) -> None:
    number, path, size = job
    path.write_bytes(photograph(number, size))


def write_content(content: Path, count: int, size: Size) -> list[Path]:
    """Issues of ten articles with a photograph each; gives the photographs."""
    pictures = []
    first = dt.date(2024, 1, 2)
    for number in range(count):
        day = first + dt.timedelta(days=number // IN_AN_ISSUE)
        at = number % IN_AN_ISSUE + 1
        folder = content / "issues" / f"{day:%Y}" / day.isoformat()
        folder.mkdir(parents=True, exist_ok=True)
        picture = folder / f"photo-{at:02}.jpg"
        pictures.append(picture)
        (folder / f"a{at:02}-1.md").write_text(
            f"标题：第{number + 1}幅照片\n版次：A{at:02}\n\n□本报记者 陆怀川\n\n"
            f"![汀洲的早晨（罗照野 摄）]({picture.name})\n\n一段文字。\n",
            "utf-8",
        )
    jobs = [(number, picture, size) for number, picture in enumerate(pictures)]
    # One after the other in a process, those of a scene together: it is drawn once.
    jobs.sort(key=lambda job: job[0] % MASTERS)
    with multiprocessing.Pool() as pool:
        pool.map(write_photograph, jobs, chunksize=-(-count // MASTERS))
    return pictures


# --- Pillow alone


def steps(size: Size) -> tuple[Step, ...]:
    """The files that the engine publishes of a photograph, the largest first."""
    files = plan_of(PictureFacts("", *size, "JPEG"), "a").files
    return tuple(
        (
            (width, height),
            tuple(
                (ENCODINGS[file.encoding].format, dict(ENCODINGS[file.encoding].options))
                for file in files
                if (file.width, file.height) == (width, height)
            ),
        )
        for width, height in dict.fromkeys((file.width, file.height) for file in files)
    )


def draw(job: tuple[Path, Path, tuple[Step, ...]]) -> None:
    """Every file of one photograph, with plain calls of Pillow and nothing checked."""
    source, stem, wanted = job
    with Image.open(source) as opened:
        opened.draft("RGB", wanted[0][0])
        opened.load()
        picture: Image.Image = opened
        for size, files in wanted:
            if picture.size != size:
                picture = picture.resize(size, Image.Resampling.LANCZOS)
            for form, options in files:
                picture.save(f"{stem}-{size[0]}.{form.lower()}", form, **options)


def draw_all(content: Path, output: Path, size: Size, processes: int | None) -> None:
    """What the benchmark runs in a process of its own."""
    output.mkdir()
    sources = sorted(content.rglob("*.jpg"))
    wanted = steps(size)
    jobs = [(path, output / f"{path.parent.name}-{path.stem}", wanted) for path in sources]
    with multiprocessing.Pool(processes) as pool:
        pool.map(draw, jobs, chunksize=1)


# --- measuring


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: milliseconds of wall clock and of processor for each picture, peak memory in MB
    (0 where it is not told), bytes of the pictures made, and what was said last."""

    wall: float
    cpu: float
    memory: int
    bytes: int
    said: str


def run(command: list[str], log: Path, env: dict[str, str] | None = None) -> tuple[float, ...]:
    """Run a command to its end: seconds of wall clock and of processor, peak memory in MB."""
    started = time.perf_counter()
    with log.open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            command, stdout=said, stderr=subprocess.STDOUT, cwd=PROJECT, env=env
        )
        peaks = [0]
        over = threading.Event()
        watcher = threading.Thread(target=watch_memory, args=(process.pid, over, peaks))
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        over.set()
        watcher.join()
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(log.read_text("utf-8"))
    return wall, used.ru_utime + used.ru_stime, peaks[0] / 1024


def watch_memory(pid: int, over: threading.Event, peaks: list[int]) -> None:
    """Keep in ``peaks`` the largest sum of kB that a process and those below it held at a time."""
    while not over.wait(EVERY):
        peaks[0] = max(peaks[0], sum(held(each) for each in family(pid)))


def family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found = children.read_text().split()
        except OSError:
            continue
        for child in found:
            yield from family(int(child))


def held(pid: int) -> int:
    """kB, a page that several processes share counted in parts; 0 when nothing tells."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def built(
    folder: Path, count: int, jobs: int | None, env: dict[str, str] | None = None
) -> Measured:
    """A build of ``folder/content``."""
    command = [sys.executable, "-m", "pelican", str(folder / "content")]
    command += ["-o", str(folder / "output"), "-s", str(PROJECT / "pelicanconf.py")]
    command += ["--cache-path", str(folder / "cache")]
    command += ["-e", 'BROADSHEET_NAMEPLATE=""', 'BROADSHEET_NAMEPLATE_DARK=""']
    if jobs is not None:
        command.append(f"BROADSHEET_JOBS={jobs}")
    wall, cpu, memory = run(command, folder / "said.txt", env)
    lines = (folder / "said.txt").read_text("utf-8").splitlines()
    said = next(line for line in lines if line.startswith("Broadsheet:"))
    made = [p for p in (folder / "output").rglob("photo-*") if p.suffix in (".jpg", ".webp")]
    size = sum(path.stat().st_size for path in made)
    return Measured(wall * 1000 / count, cpu * 1000 / count, round(memory), size, said)


def by_pillow(folder: Path, count: int, size: Size, processes: int | None) -> Measured:
    """The same files made of ``folder/content`` by Pillow alone."""
    command = [sys.executable, __file__, "--draw", str(folder), "--size", f"{size[0]}x{size[1]}"]
    if processes is not None:
        command += ["--processes", str(processes)]
    wall, cpu, memory = run(command, folder / "said.txt")
    made = list((folder / "pillow").iterdir())
    total = sum(path.stat().st_size for path in made)
    said = f"{len(made)} pictures made"
    return Measured(wall * 1000 / count, cpu * 1000 / count, round(memory), total, said)


def opened_unchanged(folder: Path, count: int, jobs: int | None) -> tuple[Measured, int]:
    """A build with nothing changed, and how many pictures of the content it opened."""
    watch, noted = folder / "watch", folder / "opened.txt"
    watch.mkdir()
    (watch / "sitecustomize.py").write_text(WATCH, "utf-8")
    paths = [str(watch), *filter(None, [os.environ.get("PYTHONPATH")])]
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "PICTURES_OPENED": str(noted),
    }
    measured = built(folder, count, jobs, env)
    opened = set(noted.read_text("utf-8").splitlines())
    return measured, len([path for path in opened if path.startswith(str(folder / "content"))])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pictures", type=int, default=500)
    parser.add_argument("--size", default="4000x3000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--processes", type=int)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--draw", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    width, _, height = given.size.partition("x")
    size, count = (int(width), int(height)), given.pictures
    if given.draw:
        draw_all(given.draw / "content", given.draw / "pillow", size, given.processes)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        pictures = write_content(folder / "content", count, size)
        sources = sum(path.stat().st_size for path in pictures)
        print(f"{count} pictures of {given.size}, {sources / count / 1e6:.2f} MB each")
        ours, pillows = [], []
        for number in range(1, given.rounds + 1):
            for name in ("output", "cache", "pillow"):
                shutil.rmtree(folder / name, ignore_errors=True)
            pillows.append(by_pillow(folder, count, size, given.processes))
            show(f"round {number}, Pillow alone", pillows[-1])
            ours.append(built(folder, count, given.jobs))
            show(f"round {number}, clean build", ours[-1])
        unchanged, opened = opened_unchanged(folder, count, given.jobs)
    ratio = statistics.median(p.wall / o.wall for p, o in zip(pillows, ours, strict=True))
    work = statistics.median(p.cpu / o.cpu for p, o in zip(pillows, ours, strict=True))
    print(f"as quick as Pillow alone, times: {ratio:.2f}; by processor time: {work:.2f}")
    print(f"nothing changed: {unchanged.wall * count / 1000:.1f} s, {opened} pictures opened")
    print(f"  {unchanged.said}")
    if given.json:
        found = {
            "pictures": count,
            "pillow": [asdict(each) for each in pillows],
            "clean": [asdict(each) for each in ours],
            "unchanged": asdict(unchanged),
            "opened_unchanged": opened,
            "ratio": ratio,
            "ratio_of_processor_time": work,
        }
        given.json.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", "utf-8")


def show(name: str, run: Measured) -> None:
    print(
        f"{name}: {run.wall:.0f} ms a picture, processor {run.cpu:.0f} ms,"
        f" peak memory {run.memory} MB, {run.bytes} bytes\n  {run.said}",
        flush=True,
    )


if __name__ == "__main__":
    main()
