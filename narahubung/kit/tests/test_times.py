"""Times say whose clock they are on, also where clocks change and in both languages."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation

from narahubung.kit.templatetags.times import day_text

EVENING = datetime(2022, 11, 15, 10, 11, tzinfo=UTC)


def shown(text: str, **context: object) -> str:
    loaded = Template("{% load times marks %}" + text)
    return loaded.render(Context({"m": EVENING, **context}))


def test_clock_names_its_zone_once() -> None:
    html = shown('{% clock m "Asia/Makassar" %}')
    assert ">18.11</time>" in html
    assert "2022-11-15T18:11:00+08:00" in html
    assert html.count("WITA") == 1


def test_clock_takes_the_zone_of_the_event_of_the_page() -> None:
    request = SimpleNamespace(event=SimpleNamespace(zone="Asia/Jakarta"))
    assert "17.11" in shown("{% clock m %}", request=request)
    assert "WIB" in shown("{% clock m %}", request=request)


def test_clock_without_a_moment_says_so() -> None:
    with translation.override("en"):
        assert "time not known" in shown("{% clock nothing %}")


@pytest.mark.parametrize(
    ("month", "clock", "label"), [(1, "11.30", "GMT+1"), (7, "12.30", "GMT+2")]
)
def test_clock_follows_summer_time(month: int, clock: str, label: str) -> None:
    html = shown('{% clock m "Europe/Paris" %}', m=datetime(2026, month, 15, 10, 30, tzinfo=UTC))
    assert clock in html
    assert label in html


def test_clock_is_right_in_both_readings_of_the_repeated_hour() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    early = shown('{% clock m "Europe/Paris" %}', m=first)
    late = shown('{% clock m "Europe/Paris" %}', m=second)
    assert "02.30" in early
    assert "GMT+2" in early
    assert "02.30" in late
    assert "GMT+1" in late


def test_span_names_the_zone_once_and_the_day_where_it_changes() -> None:
    end = datetime(2022, 11, 15, 18, 0, tzinfo=UTC)
    with translation.override("id"):
        html = shown('{% span m e "Asia/Makassar" %}', e=end)
    assert html.count("WITA") == 1
    assert "Rab 16 Nov" in html


@pytest.mark.parametrize(
    ("language", "words"), [("id", "Selasa, 15 November"), ("en", "Tuesday, 15 November")]
)
def test_day_is_in_the_reader_s_language(language: str, words: str) -> None:
    with translation.override(language):
        assert shown('{% day m "Asia/Makassar" %}') == words
        assert shown("{% day d %}", d=date(2022, 11, 15)) == words


def test_day_is_the_day_of_the_zone() -> None:
    with translation.override("en"):
        late = datetime(2022, 11, 15, 20, 0, tzinfo=UTC)
        assert shown('{% day m "Asia/Makassar" %}', m=late).startswith("Wednesday")


def test_clocks_say_whose_and_which_day() -> None:
    zones = [("Host", "Asia/Makassar"), ("Guest", "America/Los_Angeles"), ("UTC", "UTC")]
    with translation.override("en"):
        html = shown(
            "{% clocks m zones %}", m=datetime(2022, 11, 15, 1, 0, tzinfo=UTC), zones=zones
        )
    assert "09.00" in html
    assert "17.00" in html
    assert "01.00" in html
    assert "Mon 14 Nov" in html


def test_relative_is_left_to_the_browser() -> None:
    assert "data-rel" in shown("{% relative m %}")


def test_party_shows_flag_code_and_name_as_text() -> None:
    someone = SimpleNamespace(code="JPN", name="<Jepang>", iso_alpha2="JP")
    html = shown('{% party p "/x/" %}', p=someone)
    assert "JPN" in html
    assert "&lt;Jepang&gt;" in html
    assert "<bdi" in html
    assert 'href="/x/"' in html


@pytest.mark.parametrize("certainty", ["tentative", "confirmed", "changed", "cancelled"])
def test_state_is_icon_word_and_class(certainty: str) -> None:
    with translation.override("en"):
        html = shown("{% state c %}", c=certainty)
    assert certainty in html
    assert "nh-icon" in html
    assert "is-" in html


def test_change_strikes_the_old() -> None:
    html = shown('{% change "18.11" "19.46" %}')
    assert "<del>18.11</del>" in html
    assert "<ins>19.46</ins>" in html
    assert "<del>" not in shown('{% change "" "19.46" %}')


def test_a_guest_s_language_has_its_own_order_of_day_and_month() -> None:
    on = date(2026, 11, 21)
    for language, short in (
        ("ja", "11月21日(土)"),
        ("zh-hans", "11月21日周六"),
        ("de", "Sa., 21. Nov."),
    ):
        with translation.override(language):
            assert day_text(on, short=True) == short
