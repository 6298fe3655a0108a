"""Inviting, accepting, ending."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils.translation import gettext_lazy as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.accounts.forms.profile import staff_languages
from maillage.foundation.accounts.models import User
from maillage.foundation.network.actions.memberships import colleagues_of
from maillage.foundation.network.bodies import Body, body_of, roles_in
from maillage.foundation.network.models import Membership
from maillage.foundation.network.permissions import can_invite, can_see_members


class InvitationForm(forms.Form):
    """Whom to invite, as what; where is said by the page's address and by nothing in the form."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"))
    language = forms.ChoiceField(label=_("Language of the message"), choices=staff_languages)

    def __init__(self, *args: Any, actor: Actor, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role: Any = self.fields["role"]
        role.choices = [(role.value, role.label) for role in roles_in(body) if can_invite(actor, body, role)]


class AcceptForm(forms.Form):
    """A new account: its address is that of the invitation."""

    name = forms.CharField(label=_("Your name"), max_length=120, help_text=_("As colleagues will read it."))
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=password_validators_help_text_html,
        strip=False,
        widget=forms.PasswordInput,
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["password"].widget.attrs["autocomplete"] = "new-password"

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.email, name=self.cleaned_data.get("name", "")))
        return password


class EndForm(forms.Form):
    """To whom the open work goes; asked only of those who know the colleagues there."""

    handed_to = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who takes over what is still open?"),
        help_text=_("Whoever runs the organization or the network sees what nobody has taken over."),
        empty_label=_("Nobody yet"),
        required=False,
    )

    def __init__(self, *args: Any, actor: Actor, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = body_of(membership)
        field: Any = self.fields["handed_to"]
        field.queryset = colleagues_of(membership.user, body)
        # A volunteer who leaves a network is not shown who else helps there.
        if not field.queryset.exists() or (membership.network_id and not can_see_members(actor, body)):
            del self.fields["handed_to"]
