"""Logging in, with the shared computer in mind."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from django.utils.translation import gettext_lazy as _


class LoginForm(AllauthLoginForm):
    """Address and password; staying logged in is never chosen for anybody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        remember = self.fields["remember"]
        remember.label = _("Stay logged in on this device")
        remember.help_text = _(
            "This is a shared computer? Then leave this box empty, and log out when you have finished."
        )
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)  # the label says it, and stays while one types
