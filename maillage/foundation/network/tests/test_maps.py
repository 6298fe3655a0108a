"""Maps: what the script gets, and what remains without it."""

import json
import re

from django.template.loader import render_to_string

from maillage.foundation.network.maps import MapData, Point, boundaries_of
from maillage.foundation.network.models import Territory
from maillage.foundation.network.tests.test_boundaries import positions, square


def shown(data):
    return render_to_string("network/_map.html", {"map": data})


def test_the_script_gets_data_and_readers_get_words():
    points = (Point(4.37, 50.86, "Antenne", "/fr/a/"), Point(4.38, 50.87, "</script><b>Boutique</b>"))
    text = shown(MapData("Deux lieux", (square(),), points, id="places"))
    (data,) = re.findall(r'<script id="places" type="application/json">(.*?)</script>', text)
    sent = json.loads(data)
    assert sent["tiles"] is None
    assert sent["boundaries"] == [square()]
    assert sent["points"][1]["label"] == "</script><b>Boutique</b>"
    assert '<a href="/fr/a/">Antenne</a>' in text
    assert "&lt;/script&gt;&lt;b&gt;Boutique" in text
    assert 'aria-label="Deux lieux"' in text
    assert re.search(r'<div class="map"[^>]* hidden>', text)  # without the script there is no empty frame


def test_nothing_to_show_shows_nothing():
    assert not shown(MapData("Nulle part")).strip()


def test_tiles_only_where_somebody_named_them(settings):
    settings.MAP_TILES = "https://tiles.example.org/{z}/{x}/{y}.png|© Somebody"
    tiles = MapData("x", (square(),)).payload["tiles"]
    assert tiles == {"url": "https://tiles.example.org/{z}/{x}/{y}.png", "attribution": "© Somebody"}


def test_many_boundaries_are_each_lighter():
    places = [Territory(boundary=square(number)) for number in range(5)] + [Territory()]
    assert boundaries_of(places) == tuple(square(number) for number in range(5))
    assert boundaries_of([]) == ()
    ring = [[4 + number / 100, 50 + (number % 2) / 100] for number in range(1000)]
    jagged = {"type": "Polygon", "coordinates": [[*ring, [14, 40], ring[0]]]}
    light = boundaries_of([Territory(boundary=jagged)] * 100)
    assert sum(len(positions(boundary)) for boundary in light) <= 1300
