"""Every text a person may read exists in every language of the site; nothing is left of texts that are gone.

Arabic is for public pages: a text may lack there when every place it is used in is for staff (`STAFF` below).
Finding the texts in the source takes gettext: without it these tests are skipped, except where `CI=true`.
"""

import os
import re
import shutil
from fnmatch import fnmatch
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings as project
from django.core.management import call_command

LANGUAGES = [code for code, _name in project.LANGUAGES if code != "en"]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")
LOCALE = Path(project.LOCALE_PATHS[0])

pytestmark = pytest.mark.once

# Files that only people with an account come to see. Everything else is public.
STAFF = [
    "maillage/foundation/accounts/views/profile.py",
    "maillage/foundation/accounts/forms/profile.py",
    "maillage/foundation/accounts/templates/account/[npe]*.html",
    "maillage/foundation/accounts/templates/mfa/*",
    "maillage/foundation/accounts/templates/usersessions/*",
    "maillage/foundation/journal/*",
    "maillage/foundation/network/actions/*",
    "maillage/foundation/network/views/*",
    "maillage/foundation/network/forms/*",
    "maillage/foundation/network/chronicle.py",
    "maillage/foundation/network/faults.py",
    "maillage/foundation/network/files.py",
    "maillage/foundation/network/boundaries.py",
    "maillage/foundation/network/templates/network/[!_i]*.html",
    "maillage/offer/directory/actions/*",
    "maillage/offer/directory/chronicle.py",
    "maillage/offer/directory/completeness.py",
    "maillage/offer/directory/forms/sections.py",
    "maillage/offer/directory/forms/steps.py",
    "maillage/offer/directory/views/describing.py",
    "maillage/offer/directory/views/places.py",
    "maillage/offer/directory/views/reviewing.py",
    "maillage/offer/directory/templates/directory/mail/*",
    "maillage/offer/directory/templates/directory/location_*.html",
    "maillage/offer/directory/templates/directory/re*_list.html",
    "maillage/offer/directory/templates/directory/service_[ces]*.html",
    "maillage/interfaces/website/chronicle.py",
    "maillage/interfaces/website/views/dashboard.py",
    "maillage/interfaces/website/templates/website/dashboard.html",
]

needs_gettext = pytest.mark.skipif(
    not shutil.which("xgettext") and os.environ.get("CI") != "true", reason="gettext is not installed"
)


def read(path: Path, language: str) -> Catalog:
    """A catalogue; it must exist."""
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def is_for_staff(path: str) -> bool:
    """Whether only people with an account see what this file says."""
    return any(fnmatch(path, pattern) for pattern in STAFF)


def faults(source: Catalog, translation: Catalog, *, public_only: bool) -> list[str]:
    """What is wrong with a translation of the texts in `source`."""
    wanted = {(message.context, message.id): message for message in source if message.id}
    there = {(message.context, message.id): message for message in translation if message.id}
    found = [f"no longer in the source: {key[1]!r}" for key in there.keys() - wanted.keys()]
    found += [f"kept though obsolete: {key!r}" for key in translation.obsolete]
    for key, message in wanted.items():
        if public_only and all(is_for_staff(path) for path, _line in message.locations):
            continue
        translated = there.get(key)
        if translated is None:
            found.append(f"missing: {key[1]!r}")
        elif not all(translated.string if isinstance(translated.string, tuple) else [translated.string]):
            found.append(f"not translated: {key[1]!r}")
        elif translated.fuzzy:
            found.append(f"to be looked at (fuzzy): {key[1]!r}")
    found += [f"other placeholders: {key[1]!r}" for key, message in there.items() if not keeps_placeholders(message)]
    return found


def keeps_placeholders(message: Message) -> bool:
    """Whether a translation asks for what the text gives: the same names, or in a plural some of them.

    A language may say "one place" where English says "1 place", and French has one form for none and for one.
    """
    several = isinstance(message.id, tuple)
    given = set(PLACEHOLDER.findall(" ".join(message.id) if several else message.id))
    translated = [text for text in (message.string if several else [message.string]) if text]
    asked = [set(PLACEHOLDER.findall(text)) for text in translated]
    return all(names <= given if several else names == given for names in asked)


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Catalog:
    """Every text in the source, as `make messages` finds them."""
    folder = tmp_path_factory.mktemp("locale")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(project, "LOCALE_PATHS", [folder])
        call_command("makemessages", locale=["fr"], verbosity=0)
    return read(folder / "fr" / "LC_MESSAGES" / "django.po", "fr")


@needs_gettext
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(source, language):
    translation = read(LOCALE / language / "LC_MESSAGES" / "django.po", language)
    found = faults(source, translation, public_only=language in project.PUBLIC_ONLY_LANGUAGES)
    assert not found, "\n".join(found)


@needs_gettext
def test_the_texts_of_the_source_are_found(source):
    assert len(source) > 300
    assert source.get("Stay logged in on this device")


# --- The check itself can fail ---------------------------------------------------------------------------------------

STAFF_FILE, PUBLIC_FILE = "maillage/offer/directory/completeness.py", "maillage/foundation/common/templates/base.html"


def catalogue(**texts: str) -> Catalog:
    made = Catalog(locale="fr")
    for text, translated in texts.items():
        made.add(text, translated, locations=[(PUBLIC_FILE, 1)])
    return made


def source_of(*texts: str, path: str = PUBLIC_FILE) -> Catalog:
    made = Catalog(locale="fr")
    for text in texts:
        made.add(text, locations=[(path, 1)])
    return made


def test_a_good_translation_has_no_fault():
    assert faults(source_of("help"), catalogue(help="aide"), public_only=False) == []


def test_each_fault_is_seen():
    guessed = catalogue()
    guessed.add("help", "aide ?", flags=["fuzzy"])
    broken = catalogue()
    broken.add("%(count)s places", "%(nombre)s lieux")
    for wanted, translation, fault in [
        (source_of("help"), catalogue(), "missing: 'help'"),
        (source_of("help"), catalogue(help=""), "not translated: 'help'"),
        (source_of("help"), guessed, "to be looked at (fuzzy): 'help'"),
        (source_of(), catalogue(help="aide"), "no longer in the source: 'help'"),
    ]:
        assert faults(wanted, translation, public_only=False) == [fault]
    assert faults(source_of("%(count)s places"), broken, public_only=False) == [
        "other placeholders: '%(count)s places'"
    ]


@pytest.mark.parametrize(
    ("text", "translated", "good"),
    [
        ("%(count)s of %(all)s", "sur %(all)s, %(count)s", True),
        ("%(count)s of %(all)s", "%(count)s", False),
        ("100 % sure, {name}", "{name}, sûr à 100 %", True),
        ("100 % sure, {name}", "{nom}, sûr à 100 %", False),
        (("One of %(all)s", "%(count)s of %(all)s"), ("%(count)s sur %(all)s", "%(count)s sur %(all)s"), True),
        (("One of %(all)s", "%(count)s of %(all)s"), ("Un", "%(nombre)s sur %(all)s"), False),
        ("not translated yet %(count)s", "", True),
    ],
)
def test_placeholders_are_kept(text, translated, good):
    assert keeps_placeholders(Message(text, translated)) is good


def test_only_what_is_for_staff_alone_may_lack_in_arabic():
    assert faults(source_of("help", path=STAFF_FILE), catalogue(), public_only=True) == []
    assert faults(source_of("help", path=STAFF_FILE), catalogue(), public_only=False) != []
    both = Catalog(locale="ar")
    both.add("help", locations=[(STAFF_FILE, 1), (PUBLIC_FILE, 1)])
    assert faults(both, catalogue(), public_only=True) == ["missing: 'help'"]


def test_the_files_for_staff_exist():
    root = LOCALE.parents[1]
    assert [pattern for pattern in STAFF if not list(root.glob(pattern))] == []
