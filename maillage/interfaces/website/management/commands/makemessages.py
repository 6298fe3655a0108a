"""`maillage makemessages`: brings the translations up to date with the texts in the source. Needs gettext.

Django's own command with our choices made: every language of the site but English, in which the texts are written;
no guesses (a guess that nobody has looked at would be shown); no texts that are gone; names of files without lines,
so that a change elsewhere in a file changes no translation.
"""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.commands.makemessages import Command as Original

from config.environment import BASE_DIR

OURS = {
    "locale": [code for code, _name in settings.LANGUAGES if code != "en"],
    # The folder of translations too: found on the way, it would be preferred to the one in the settings.
    "ignore_patterns": ["tests", "tests/*", "*/tests/*", "var/*", "conftest.py", "maillage/locale/*"],
    "add_location": "file",
    "no_obsolete": True,
    "no_wrap": True,
}


class Command(Original):
    help = "Bring the translations up to date with the texts in the source (needs gettext)."
    msgmerge_options = [*Original.msgmerge_options, "--no-fuzzy-matching"]

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(**OURS)

    def handle(self, *args: Any, **options: Any) -> None:
        before = os.getcwd()  # noqa: PTH109  (Django looks for the source where it stands)
        os.chdir(BASE_DIR)
        try:
            super().handle(*args, **options)
        finally:
            os.chdir(before)
