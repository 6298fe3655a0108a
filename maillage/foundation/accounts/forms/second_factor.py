"""The second factor: which codes fit, and what a key is called."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm as AllauthAddWebAuthnForm
from allauth.mfa.webauthn.forms import EditWebAuthnForm as AllauthEditWebAuthnForm
from django.utils.translation import gettext_lazy as _

CODE_HELP = _("The six digits that your app shows, or one of the recovery codes that you printed: each works once.")
NAME = _("Name of this key or device")
NAME_HELP = _("So that you know it again: “my phone”, “the blue key”.")


class AuthenticateForm(AllauthAuthenticateForm):
    """The code, asked for after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _explain_code(self)


class ReauthenticateForm(AllauthReauthenticateForm):
    """The code, asked for again before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _explain_code(self)


class AddWebAuthnForm(AllauthAddWebAuthnForm):
    """A passkey or a security key; allauth's own labels are not translated."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["name"].help_text = NAME, NAME_HELP
        if "passwordless" in self.fields:
            self.fields["passwordless"].label = _("Log in with it alone, without a password")
            self.fields["passwordless"].help_text = _("It then asks for a fingerprint, your face or a PIN.")


class EditWebAuthnForm(AllauthEditWebAuthnForm):
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["name"].help_text = NAME, NAME_HELP


def _explain_code(form: Any) -> None:
    code = form.fields["code"]
    code.help_text = CODE_HELP
    code.widget.attrs.pop("placeholder", None)  # the label says it, and stays while one types
