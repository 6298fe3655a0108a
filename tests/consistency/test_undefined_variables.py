"""The plugin `tests.undefined_variables` sees what it should, and only that."""

from pathlib import Path

import pytest
from django.template import Context, Origin, engines
from django.template.base import Template

from tests.undefined_variables import OURS, UndefinedVariable


def rendered(source, path=OURS / "maillage" / "page.html", **context):
    return Template(source, origin=Origin(str(path)), engine=engines["django"].engine).render(Context(context))


@pytest.mark.parametrize(
    "source",
    ["{{ nobody }}", "{{ known.nothing }}", "{{ nobody|upper }}", "{% with x=nobody %}{{ x }}{% endwith %}"],
)
def test_what_nobody_gave_is_an_error(source):
    with pytest.raises(UndefinedVariable, match=r"is not defined in maillage.page\.html"):
        rendered(source, known={})


@pytest.mark.parametrize("source", ["{{ known }}", "{{ empty }}", "{{ nothing }}", "{% if nobody %}x{% endif %}"])
def test_what_was_given_or_only_asked_about_is_not(source):
    rendered(source, known="k", empty="", nothing=None)


def test_templates_of_packages_are_left_in_peace():
    assert rendered("a{{ nobody }}b", path=Path("/elsewhere/site-packages/allauth/page.html")) == "ab"
