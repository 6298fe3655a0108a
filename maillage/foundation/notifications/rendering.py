"""Messages are text templates: the first line is the subject, the rest is the body."""

import re
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation


def render_message(template: str, *, language: str, context: dict[str, Any]) -> tuple[str, str]:
    """The subject and the body of a message in the reader's `language`; nothing is escaped, it is not HTML.

    `site_name` and `site_address` are given to every template. Lines that a condition left empty do not pile up.
    """
    everywhere = {"site_name": settings.SITE_NAME, "site_address": settings.BASE_URL}
    with translation.override(language):
        # The engine's own template, because only its Context can be told not to escape.
        text = get_template(template).template.render(Context(everywhere | context, autoescape=False))
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), re.sub(r"\n{3,}", "\n\n", body.strip()) + "\n"
