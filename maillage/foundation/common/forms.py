"""Forms as the house draws them."""

from django.forms.renderers import TemplatesSetting


class MaillageRenderer(TemplatesSetting):
    """Fields with their help, their error and their state, in one template."""

    field_template_name = "common/field.html"
