"""People who log in. What they may do is said by their memberships, in the network room."""

from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from maillage.foundation.common.models import Dated, Identified

FORGOTTEN = "@forgotten.invalid"  # a domain that can never be anybody's (RFC 2606)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who can log in once a password is set; the address is kept in lower case."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").strip().lower())


class User(Identified, Dated, AbstractBaseUser):
    """A person with an account. Django's groups and permissions are not used."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    closed_at = models.DateTimeField(
        null=True, blank=True, editable=False
    )  # by its owner: it is forgotten after a while
    # A part of every link that sets a new password: a restore changes it, and links of that day open nothing.
    link_salt = models.CharField(max_length=32, default="", db_default="", editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_an_address")]

    def __str__(self) -> str:
        return self.name or str(_("somebody who has no account any more") if self.is_forgotten else self.email)

    def get_full_name(self) -> str:
        return str(self)

    @property
    def is_forgotten(self) -> bool:
        """Whether who this was has been erased."""
        return self.email.endswith(FORGOTTEN)

    @property
    def is_staff(self) -> bool:
        """Packages ask; nobody enters through Django's admin, which is not installed."""
        return False
