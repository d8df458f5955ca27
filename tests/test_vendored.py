"""What others made is in the tree as it was taken: versions, licences and hashes agree."""

import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = json.loads((ROOT / "vendor/vendor.lock.json").read_text())
HOSTS = re.compile(rb"unpkg|jsdelivr|cdnjs|npmjs|pypi\.org|googleapis|gstatic", re.IGNORECASE)


def test_every_vendored_file_is_as_it_was_taken() -> None:
    for entry in LOCK.values():
        for path, digest in entry["files"].items():
            assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == digest, path


def test_every_package_has_its_licence_text() -> None:
    for name, entry in LOCK.items():
        assert entry["licence"]
        assert (ROOT / f"vendor/licences/{name.strip('@').replace('/', '-')}.txt").exists(), name


def test_no_file_for_the_browser_points_elsewhere() -> None:
    for path in (ROOT / "narahubung/kit/static").rglob("*"):
        if path.suffix in {".js", ".css", ".svg"}:
            text = path.read_bytes()
            assert not HOSTS.search(text), path
            assert b"sourceMappingURL" not in text, path


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    drawn = set((ROOT / "vendor/icons.txt").read_text().split())
    for template in (ROOT / "narahubung").rglob("templates/**/*.html"):
        used = set(re.findall(r"""\{% icon ["']([a-z0-9-]+)["']""", template.read_text()))
        assert used <= drawn, f"{template}: {used - drawn}"
