"""Bring the browser's files and the fonts into the tree, pinned; for developers only.

    python vendor/vendor.py           fetch by `npm pack`, cut, write files, lock and table
    python vendor/vendor.py --check   compare the tree with the lock, fetch nothing

Needs npm, and beside the development requirements `fonttools` and `brotli`. Nothing here is
imported by the system. The files, their versions, licences and hashes are committed, so a
checkout is complete without this program.
"""

import argparse
import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import cut

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "vendor/vendor.lock.json"
TABLE = ROOT / "docs/reference/vendored.md"
LICENCES = ROOT / "vendor/licences"
STATIC = "narahubung/kit/static/kit"
FONTS = "narahubung/reports/fonts"
LAND = "narahubung/transport/land/land-10m.json.gz"
NOTO = "@expo-google-fonts/noto-sans"
PLEX = "@expo-google-fonts/ibm-plex-sans-arabic"

PACKAGES = {
    "@tabler/icons": "3.51.0",
    "axe-core": "4.14.1",
    "flag-icons": "7.5.0",
    "idb": "8.0.4",
    "idiomorph": "0.8.0",
    "inter-ui": "4.1.1",
    "jsqr": "1.4.0",
    "lean-qr": "2.7.4",
    "leaflet": "1.9.4",
    PLEX: "0.4.2",
    NOTO: "0.4.2",
    f"{NOTO}-arabic": "0.4.3",
    f"{NOTO}-devanagari": "0.4.1",
    f"{NOTO}-thai": "0.4.2",
    f"{NOTO}-jp": "0.4.3",
    f"{NOTO}-kr": "0.4.3",
    f"{NOTO}-sc": "0.4.3",
    "world-atlas": "2.0.2",
}
PLAIN = {  # package: {path in the package: path in the tree}
    "axe-core": {"axe.min.js": "tests/assets/axe.min.js"},
    "idb": {"build/index.js": f"{STATIC}/vendor/idb.js"},
    "idiomorph": {"dist/idiomorph-ext.min.js": f"{STATIC}/vendor/idiomorph-ext.min.js"},
    "jsqr": {"dist/jsQR.js": f"{STATIC}/vendor/jsqr.js"},
    "lean-qr": {"index.mjs": f"{STATIC}/vendor/lean-qr.js"},
    "leaflet": {
        f"dist/{path}": f"{STATIC}/vendor/leaflet/{path}"
        for path in (
            "leaflet.js",
            "leaflet.css",
            "images/layers.png",
            "images/layers-2x.png",
            "images/marker-icon.png",
        )
    },
    # Noto draws the dots of Arabic letters as glyphs of their own: copied out of a PDF, each such
    # letter comes twice. Plex does not, and prints Arabic first; Noto has the rarer letters.
    PLEX: {
        f"{weight}/IBMPlexSansArabic_{weight}.ttf": f"{FONTS}/IBMPlexSansArabic-{weight[3:]}.ttf"
        for weight in ("400Regular", "700Bold")
    },
    NOTO: {
        "400Regular/NotoSans_400Regular.ttf": f"{FONTS}/NotoSans-Regular.ttf",
        "700Bold/NotoSans_700Bold.ttf": f"{FONTS}/NotoSans-Bold.ttf",
    },
    **{
        f"{NOTO}-{script.lower()}": {
            f"{weight}/NotoSans{script}_{weight}.ttf": f"{FONTS}/NotoSans{script}-{weight[3:]}.ttf"
            for weight in weights
        }
        for script, weights in {
            "Arabic": ("400Regular", "700Bold"),
            "Devanagari": ("400Regular", "700Bold"),
            "Thai": ("400Regular", "700Bold"),
            "JP": ("400Regular",),
            "KR": ("400Regular",),
            "SC": ("400Regular",),
        }.items()
    },
}
LICENCE_NAMES = ("LICENSE", "LICENSE.txt", "LICENSE_FONT")
# Regions of countries that take part in nothing by themselves, and marks that are no flags.
NO_FLAGS = re.compile(r"^(cefta|xx|pc|ic|dg|es-..|sh-..)$")


def files_of(name: str, package: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    """Yield (path in the tree, bytes) for everything that one package gives us."""

    def read(path: str) -> bytes:
        found = package.extractfile(f"package/{path}")
        if found is None:
            raise FileNotFoundError(f"{path} in {name}")
        return found.read()

    for source, target in PLAIN.get(name, {}).items():
        data = read(source)
        yield target, data if target.endswith(".ttf") else without_source_maps(data)
    if name == "@tabler/icons":
        wanted = (ROOT / "vendor/icons.txt").read_text().split()
        drawings = {icon: read(f"icons/outline/{icon}.svg").decode() for icon in wanted}
        yield f"{STATIC}/icons.svg", cut.sprite(drawings)
    if name == "flag-icons":
        paths = (Path(path) for path in package.getnames() if "/4x3/" in path)
        codes = [path.stem for path in paths if not NO_FLAGS.match(path.stem)]
        flags = {code: read(f"flags/4x3/{code}.svg") for code in codes}
        for code, data in cut.light_flags(flags).items():
            yield f"{STATIC}/flags/{code}.svg", data
    if name == "world-atlas":  # Natural Earth, public domain
        yield LAND, gzip.compress(read("land-10m.json"), 9, mtime=0)
    if name == "inter-ui":
        for part, data in cut.inter(read("variable/InterVariable.woff2")).items():
            yield f"{STATIC}/fonts/{part}.woff2", data


def without_source_maps(data: bytes) -> bytes:
    """Drop the lines that would send a browser's tools to a file that is not there."""
    marks = (b"//# sourceMappingURL", b"/*# sourceMappingURL")
    return b"\n".join(line for line in data.split(b"\n") if not line.startswith(marks))


def fetch() -> None:
    """Pack, cut and write every package, then the lock and the table."""
    lock: dict[str, dict[str, object]] = {}
    for name, version in PACKAGES.items():
        with tempfile.TemporaryDirectory() as folder:
            order = ["npm", "pack", f"{name}@{version}", "--json", "--pack-destination", folder]
            told = subprocess.run(order, check=True, capture_output=True, text=True).stdout
            integrity = re.search(r'"integrity":\s*"([^"]+)"', told)
            archive = next(Path(folder).glob("*.tgz")).read_bytes()
        with tarfile.open(fileobj=io.BytesIO(archive)) as package:
            hashes = {}
            for target, data in files_of(name, package):
                (ROOT / target).parent.mkdir(parents=True, exist_ok=True)
                (ROOT / target).write_bytes(data)
                hashes[target] = hashlib.sha256(data).hexdigest()
            lock[name] = {
                "version": version,
                "licence": keep_licence(name, package),
                "integrity": integrity[1] if integrity else None,
                "files": hashes,
            }
        print(name, version, len(hashes), "files")
    LOCK.write_text(json.dumps(lock, indent=1, sort_keys=True) + "\n")
    TABLE.write_text(table(lock))


def keep_licence(name: str, package: tarfile.TarFile) -> str:
    """Store the licence texts of a package and return the licence's short name.

    The Noto packages carry two texts: MIT for the wrapping, OFL for the fonts that we take.
    """
    described = package.extractfile("package/package.json")
    if described is None:
        raise FileNotFoundError(f"package.json in {name}")
    short = str(json.load(described).get("license"))
    texts = {path.name: path for path in map(Path, package.getnames())}
    fonts_only = "LICENSE_FONT" in texts
    for text in LICENCE_NAMES:
        found = package.extractfile(f"package/{text}") if text in texts else None
        if found and (not fonts_only or text == "LICENSE_FONT"):
            LICENCES.mkdir(exist_ok=True)
            plain = name.strip("@").replace("/", "-")
            (LICENCES / f"{plain}.txt").write_bytes(found.read().replace(b"\r\n", b"\n"))
    return "OFL-1.1" if fonts_only or name == "inter-ui" else short


def table(lock: dict[str, dict[str, object]]) -> str:
    """Write the lock for people: what is in the tree that others made."""
    head = [
        "# Files that others made",
        "",
        "Generated by `vendor/vendor.py`; licence texts lie in `vendor/licences/`. "
        "Flags count as one line, each file has its hash in `vendor/vendor.lock.json`.",
        "",
        "| package | version | licence | file | bytes | sha256 |",
        "|---|---|---|---|---|---|",
    ]
    lines = []
    for name, entry in lock.items():
        files = dict(entry["files"])  # type: ignore[call-overload]
        start = f"| {name} | {entry['version']} | {entry['licence']}"
        if name == "flag-icons":
            size = sum((ROOT / path).stat().st_size for path in files)
            joined = hashlib.sha256("".join(files.values()).encode()).hexdigest()
            where = f"{len(files)} files in `{STATIC}/flags/`"
            lines.append(f"{start} | {where} | {size:,} | `{joined}` (of their hashes) |")
            continue
        for path, digest in files.items():
            size = (ROOT / path).stat().st_size
            lines.append(f"{start} | `{path}` | {size:,} | `{digest}` |")
    return "\n".join([*head, *lines, ""])


def wrong_files() -> list[str]:
    """Name each vendored file that is missing or differs from the lock."""
    lock = json.loads(LOCK.read_text())
    wrong = []
    for entry in lock.values():
        for path, digest in entry["files"].items():
            file = ROOT / path
            if not file.exists() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
                wrong.append(path)
    return wrong


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--check", action="store_true", help="compare only")
    if asked.parse_args().check:
        sys.exit("\n".join(wrong_files()) or None)
    fetch()
