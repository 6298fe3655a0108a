"""Templates: none is forgotten, and none holds what the content security policy would refuse."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.exceptions import TemplateDoesNotExist

from tests.consistency.house import SOURCES

pytestmark = pytest.mark.once

TEMPLATES = sorted(path for path in SOURCES.glob("**/templates/**/*") if path.is_file())

# Django asks for these by itself.
ASKED_FOR = {"400.html", "403.html", "404.html", "500.html"}

# What a strict policy refuses, or what would make us weaken it.
INLINE = {
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a script of its own": re.compile(r"<script\b(?![^>]*\ssrc\s*=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "a handler": re.compile(r"\s(on[a-z]+|hx-on[\w:-]*)\s*=", re.IGNORECASE),
    "a script as an address": re.compile(r"javascript:", re.IGNORECASE),
    "evaluated values": re.compile(r"hx-(vals|headers)\s*=\s*[\"']\s*js(on)?:", re.IGNORECASE),
}


def name_of(template: Path) -> str:
    """The name by which a template is asked for."""
    return template.as_posix().rsplit("/templates/", 1)[1]


def quoted_names(sources: list[str]) -> re.Pattern[str]:
    """Every quoted text that looks like the name of a template; `{kind}` in it stands for any word.

    What follows a # names a part of the template.
    """
    quoted = {
        name for source in sources for name in re.findall(r"[\"']([\w./{}-]+\.(?:html|txt|xml|svg|json))", source)
    }
    return re.compile("|".join(re.sub(r"\\\{.*?\\\}", r"[\\w-]+", re.escape(name)) for name in quoted))


def overrides_a_package(name: str) -> bool:
    """Whether a package (or Django) has a template of this name, so that it asks for ours."""
    for loader in engines["django"].engine.template_loaders:
        for inner in getattr(loader, "loaders", [loader]):
            for origin in inner.get_template_sources(name):
                if not origin.name.startswith(str(SOURCES)) and Path(origin.name).exists():
                    return True
    return False


def unused(names: set[str], sources: list[str]) -> set[str]:
    """The templates that nothing names."""
    named = quoted_names(sources)
    return {name for name in names - ASKED_FOR if not named.fullmatch(name) and not overrides_a_package(name)}


def inline_parts(text: str) -> list[str]:
    """What of a template the policy would refuse."""
    text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "_", text, flags=re.DOTALL)  # they may hold a ">"
    tags = "\n".join(re.findall(r"<[a-zA-Z][^>]*>", text))
    return [what for what, pattern in INLINE.items() if pattern.search(tags)]


def test_no_template_is_forgotten():
    sources = [path.read_text(encoding="utf-8") for path in SOURCES.glob("**/*.py") if "tests" not in path.parts]
    sources += [path.read_text(encoding="utf-8") for path in TEMPLATES]
    assert unused({name_of(path) for path in TEMPLATES}, sources) == set()


def test_a_forgotten_template_is_seen():
    names = {"old/page.html", "new/page.html", "mail/hello.txt", "mail/hello.html"}
    sources = ['render(request, "new/page.html#part")', 'f"mail/{kind}.txt"']
    assert unused(names, sources) == {"old/page.html", "mail/hello.html"}
    assert unused({"account/login.html"}, []) == set()  # allauth asks for it


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_a_template_can_be_read_and_holds_nothing_inline(template):
    assert inline_parts(template.read_text(encoding="utf-8")) == []
    try:
        engines["django"].get_template(name_of(template))
    except TemplateDoesNotExist as error:
        pytest.fail(f"{name_of(template)} asks for {error}, which does not exist")


@pytest.mark.parametrize(
    "text",
    [
        "<style>p {}</style>",
        '<p style="color: red">',
        "<p class=a\nstyle='x'>",
        "<script>alert()</script>",
        '<script type="module">x</script>',
        '<button onclick="x()">',
        '<button hx-on:click="x()">',
        '<a href="javascript:x()">',
        "<a hx-vals='js:{x: y()}'>",
    ],
)
def test_an_inline_part_is_seen(text):
    assert len(inline_parts(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        '<script src="/static/x.js" defer></script>',
        '<script type="application/json" id="x">{}</script>',
        '<p class="style" data-only="on">onwards = style = lifestyle</p>',
        "{# style= #}{% comment %}<style>{% endcomment %}",
    ],
)
def test_what_only_looks_like_one_is_not(text):
    assert inline_parts(text) == []
