"""On the narrowest telephone the bar leaves room for the page, whatever the language, logged in or not."""

import pytest

ROWS = """() => {
  const parts = [...document.querySelectorAll(".brand, .bar nav a, .tools > *")];
  const shown = parts.filter((part) => part.getClientRects().length);
  const middles = shown.map((part) => { const box = part.getBoundingClientRect(); return (box.top + box.bottom) / 2; });
  return new Set(middles.map((middle) => Math.round(middle / 16))).size;
}"""


@pytest.mark.parametrize("who", ["charlie", "alice"])
def test_the_bar_takes_two_rows_at_most(page, cast, log_in, who):
    if who == "alice":
        log_in(page, cast.people.alice)
    for width in (320, 390, 440):
        page.set_viewport_size({"width": width, "height": 640})
        for language in ("fr", "nl", "de", "it", "en", "ar"):
            page.goto(f"/{language}/about/")
            assert page.evaluate(ROWS) <= 2, f"{width} px in {language}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width
