"""What every page knows of the place it belongs to."""

from django.http import HttpRequest

from maillage.foundation.network.models import Organization


def example(request: HttpRequest) -> dict[str, bool]:
    """Whether this instance holds the example territory: then every page says so."""
    return {"example_instance": Organization.objects.filter(example=True).exists()}
