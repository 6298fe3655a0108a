"""What somebody says about themselves."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


def staff_languages() -> list[tuple[str, str]]:
    """The languages in which every page of the staff exists."""
    return [(code, name) for code, name in settings.LANGUAGES if code not in settings.PUBLIC_ONLY_LANGUAGES]


class ProfileForm(forms.Form):
    """One's own name and language."""

    name = forms.CharField(label=_("Your name"), max_length=120, help_text=_("As colleagues will read it."))
    language = forms.ChoiceField(label=_("Language of your pages and messages"), choices=staff_languages)

    name.widget.attrs["autocomplete"] = "name"
