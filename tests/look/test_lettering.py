"""Lines break where they must, and nothing is lost or wider than it may be."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.look.lettering import first_that_fits, fit_size, font_file, shorten, text_width, wrap

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=120)


def test_the_font_travels_with_the_product() -> None:
    assert font_file().is_file()
    assert font_file(bold=True).is_file()


def test_a_width_is_the_sum_of_its_letters_and_grows_with_the_size() -> None:
    assert text_width("", 10) == 0
    assert text_width("ab", 10) == text_width("a", 10) + text_width("b", 10)
    assert text_width("ab", 20) == 2 * text_width("ab", 10)
    assert text_width("Łódź", 10) > 0


def test_no_line_is_too_wide() -> None:
    @settings(max_examples=60, deadline=None)
    @given(WORDS, st.integers(20, 400))
    def check(text: str, width: int) -> None:
        lines = wrap(text, 10, width)
        assert all(text_width(line, 10) <= width for line in lines if len(line) > 1)
        assert "".join("".join(lines).split()) == "".join(text.split())

    check()
    assert wrap("00D:II", 10, 20) == ["00", "D:II"], "broad letters first"


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    lines = wrap("one two three four five six", 10, 50, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert text_width(shorten("a long programme name", 10, 60), 10) <= 60
    assert shorten("short", 10, 600) == "short"


def test_the_largest_size_that_fits_is_taken() -> None:
    assert fit_size("one", (10, 20, 30), 1000, 1) == 30
    assert fit_size("one " * 50, (10, 20, 30), 100, 1) == 10


def test_a_line_takes_the_fullest_wording_that_fits_and_is_cut_only_where_none_does() -> None:
    texts = ("in the fourth quarter of 2027; same last day", "in the fourth quarter of 2027")
    assert first_that_fits(texts, 10, 1000) == texts[0]
    assert first_that_fits(texts, 10, text_width(texts[1], 10)) == texts[1]
    assert first_that_fits(texts, 10, 60).endswith("…")
