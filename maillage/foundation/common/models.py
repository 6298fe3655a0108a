"""What most models share: an identity that any instance could hold, and a version that notices a second editor."""

import uuid

from django.db import models

from maillage.foundation.common.limits import Counter  # noqa: F401  (a table of this room)


class Identified(models.Model):
    """A UUID instead of a number: it can travel to another instance, and it tells nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Dated(models.Model):
    """When it was made and last changed, in UTC."""

    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """Counts its revisions, so that a form can tell that somebody else saved in the meantime."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
