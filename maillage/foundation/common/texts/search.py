"""Looking for words in texts in several languages, where a few thousand rows are looked through."""

from django.conf import settings
from django.db.models import Q
from django.utils.text import slugify


def holds(field: str, words: str, *, slug: str = "slug") -> Q:
    """Rows whose `field` holds each of these words in some language of the site, or whose `slug` does.

    The slug stands for what a database does not compare by itself: capitals with accents, and words without them.
    """
    found = Q()
    for word in words.split():
        found &= _anywhere(field, word, slug)
    return found


def _anywhere(field: str, word: str, slug: str) -> Q:
    bare = slugify(word)
    found = Q(**{f"{slug}__contains": bare}) if bare else Q()
    for language, _name in settings.LANGUAGES:
        found |= Q(**{f"{field}__versions__{language}__text__icontains": word})
    return found
