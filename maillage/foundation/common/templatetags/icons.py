"""Icons: Lucide's drawings, inlined, always decorative: the words beside them say what they mean."""

from functools import lru_cache

from django import template
from django.utils.safestring import SafeString, mark_safe
from lucide import _render_icon

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """The drawing called `name` on lucide.dev; raises IconDoesNotExist for a name that is not there."""
    # The name comes from our templates and vocabularies, the drawing from the package: nothing a person typed.
    return mark_safe(_render_icon(name, None, aria_hidden="true", **{"class": "icon"}))  # noqa: S308
