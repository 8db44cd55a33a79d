"""Draw the pictures of the sample archive again: ``python tools/draw_pictures.py [NAME ...]``.

Every picture is drawn, none is a photograph. A name is a file's stem such as ``harvest``; without
names all are drawn. Needs numpy beside the project's own packages, and the Noto CJK fonts for the
printed page (Debian: fonts-noto-cjk). The same scene gives the same pixels every time.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pictures import (
    autumn,
    bridges,
    chrysanthemum,
    country,
    courtyard,
    crabs,
    egrets,
    eve,
    fair,
    flower_square,
    gleaners,
    hands,
    ink,
    kites,
    lake_camp,
    may,
    mooncakes,
    newyear,
    river,
    rooms,
    school,
    slopes,
    square,
    stage,
    town,
    weaving,
    winter,
)
from pictures.brush import Scene
from pictures.facsimile import front_page
from PIL import Image

ISSUES = Path(__file__).resolve().parent.parent / "content" / "issues"
QUALITY = 82
HEAVIEST = 430_000
"""Bytes that a picture may have."""

FRONT_PAGE = "2025/2025-10-23/pages/a01.jpg"
PICTURES: dict[str, Scene] = {
    "2025/2025-09-30/station-hall.jpg": eve.station_hall,
    "2025/2025-09-30/flower-square.jpg": flower_square.flower_square,
    "2025/2025-09-30/crabs.jpg": crabs.crab_pier,
    "2025/2025-09-30/chrysanthemum.jpg": chrysanthemum.chrysanthemum,
    "2025/2025-10-04/osmanthus-moon.jpg": courtyard.osmanthus_moon,
    "2025/2025-10-04/mooncakes.jpg": mooncakes.mooncakes,
    "2025/2025-10-04/egrets.jpg": egrets.egrets,
    "2025/2025-10-04/lake-camp.jpg": lake_camp.lake_camp,
    "2025/2025-10-23/harvest.jpg": country.harvest,
    "2025/2025-10-23/footbridge.jpg": river.footbridge,
    "2025/2025-10-23/sweeper.jpg": country.ginkgo_street,
    "2025/2025-10-23/shipyard.jpg": river.shipyard,
    "2025/2025-10-23/reading-room.jpg": school.reading_room,
    "2025/2025-10-23/football.jpg": school.football,
    "2025/2025-10-24/rain.jpg": town.rain,
    "2025/2025-10-24/old-street.jpg": town.roofs,
    "2025/2025-10-24/night-market.jpg": town.night_market,
    "2025/2025-10-24/persimmon.jpg": country.orchard,
    "2025/2025-10-24/kites-1.jpg": kites.kites_beach,
    "2025/2025-10-24/kites-2.jpg": kites.kite_close,
    "2025/2025-10-24/kites-3.jpg": kites.kite_evening,
    "2025/2025-10-24/ferry.jpg": river.misty_ferry,
    "2025/2025-10-24-weekend/reeds.jpg": country.reeds,
    "2025/2025-10-24-weekend/boatman.jpg": river.boatman,
    "2024/2024-10-24/bridge-lights.jpg": bridges.bridge_lights,
    "2024/2024-10-24/tea-terrace.jpg": slopes.tea_terrace,
    "2024/2024-10-24/bamboo-weaver.jpg": weaving.bamboo_weaver,
    "2024/2024-10-24/library-steps.jpg": rooms.library_steps,
    "2025/2025-01-01/sunrise-river.jpg": newyear.sunrise_river,
    "2025/2025-01-01/lantern-workshop.jpg": newyear.lantern_workshop,
    "2025/2025-01-01/winter-swim.jpg": winter.winter_swim,
    "2025/2025-01-01/snow-street.jpg": winter.snow_street,
    "2025/2025-05-20/wheat.jpg": gleaners.wheat,
    "2025/2025-05-20/craft-show.jpg": fair.craft_show,
    "2025/2025-05-20/sweeping-contest.jpg": may.sweeping_contest,
    "2025/2025-05-20/toddler-blocks.jpg": fair.toddler_blocks,
    "2025/2025-05-20/village-square.jpg": square.village_square,
    "2026/2026-10-24/tram-bridge.jpg": bridges.tram_bridge,
    "2026/2026-10-24/terraces-drone.jpg": slopes.terraces_drone,
    "2026/2026-10-24/opera.jpg": stage.opera,
    "2026/2026-10-24/autumn-1.jpg": autumn.ginkgo_lake,
    "2026/2026-10-24/autumn-2.jpg": autumn.maple_steps,
    "2026/2026-10-24/autumn-3.jpg": ink.lotus_ink,
    "2026/2026-10-24/potter.jpg": hands.potter,
}


def save(picture: Image.Image, target: Path) -> None:
    """Write a JPEG, a little coarser where fine leaves would make it too heavy."""
    for quality in range(QUALITY, 60, -3):
        picture.save(target, quality=quality, optimize=True, progressive=True)
        if target.stat().st_size <= HEAVIEST:
            return


def main(names: list[str]) -> int:
    stems = {Path(name).stem for name in (*PICTURES, FRONT_PAGE)}
    if unknown := [name for name in names if name not in stems]:
        print(f"no picture is called {', '.join(unknown)}; there are {', '.join(sorted(stems))}")
        return 2
    for name, scene in PICTURES.items():
        if not names or Path(name).stem in names:
            target = ISSUES / name
            target.parent.mkdir(parents=True, exist_ok=True)
            save(scene(), target)
            print(name)
    if not names or Path(FRONT_PAGE).stem in names:
        target = ISSUES / FRONT_PAGE
        target.parent.mkdir(exist_ok=True)
        page = front_page(target.parent.parent)
        page.save(target, quality=QUALITY, optimize=True, progressive=True)
        print(FRONT_PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
