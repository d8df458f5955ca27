"""The words of the look mean something: classes in templates are drawn, shells stand alone."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "narahubung/kit/static/kit"
TEMPLATES = sorted((ROOT / "narahubung").rglob("templates/**/*.html"))
# Hooks for scripts and places without a look of their own.
BARE = {"nh-nav", "nh-side", "nh-refusal", "nh-app"}


def test_every_class_in_a_template_is_in_the_stylesheet() -> None:
    sheets = [*STATIC.glob("*.css"), *(ROOT / "narahubung").glob("*/static/*/*.css")]
    styles = "".join(path.read_text() for path in sheets)
    drawn = set(re.findall(r"\.(nh-[a-z0-9-]+)", styles)) | BARE
    for template in TEMPLATES:
        classes = " ".join(re.findall(r'class="([^"]*)"', template.read_text()))
        used = set(re.findall(r"\bnh-[a-z0-9-]*[a-z0-9]\b", classes))
        assert used <= drawn, f"{template.relative_to(ROOT)}: {used - drawn}"


def test_no_template_carries_style_or_script() -> None:
    for template in TEMPLATES:
        text = template.read_text()
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|hx-on", text), template
        for script in re.findall(r"<script\b[^>]*>", text):
            assert re.search(r'src=|type="importmap"|type="application/json"', script), template


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html", "503.html"])
def test_error_pages_need_nothing_from_a_view(name: str) -> None:
    page = render_to_string(name, {}, RequestFactory().get("/x/"))
    assert "<h1>" in page
    assert 'href="/"' in page


def test_the_chosen_theme_is_on_the_page_from_the_first_byte() -> None:
    request = RequestFactory().get("/x/")
    request.COOKIES["nh_theme"] = "dark"
    assert 'data-bs-theme="dark"' in render_to_string("404.html", {}, request)
    request.COOKIES["nh_theme"] = '"><script>'
    assert "data-bs-theme" not in render_to_string("404.html", {}, request)
