"""An upgrade happens in an installation of its own."""

from tests.operations.conftest import empty_installation, prepared  # noqa: F401  (fixtures)
