"""What the machine tells us: environment variables, an optional `.env` file, and secrets.

In development the secrets are made once and kept in an ignored file; in production they must be given.
"""

import json
import os
import secrets
from pathlib import Path
from typing import Any

import environ
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


class Environment(environ.Env):
    """Says which variable is badly written, instead of how a conversion failed."""

    def get_value(self, var: str, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().get_value(var, *args, **kwargs)
        except (ValueError, TypeError) as error:
            raise ImproperlyConfigured(
                f"{var} is not written as it should be: see docs/deploy.md ({error})."
            ) from error

    def db(self, var: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Only the two databases that the tests run on."""
        if self.str(var, default="sqlite:").split(":")[0] not in ("sqlite", "postgres", "postgresql"):
            raise ImproperlyConfigured(f"{var} must start with sqlite:/// or postgres://: see docs/deploy.md.")
        return super().db(var, *args, **kwargs)


env = Environment()
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")

PRODUCTION = env("MAILLAGE_ENV", default="development") == "production"
VAR_DIR = Path(env("MAILLAGE_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)  # what is in it is nobody else's on this machine


def _development_secrets() -> dict[str, str]:
    """Read `var/secrets.json`, or make it, readable by its owner only."""
    path = VAR_DIR / "secrets.json"
    if not path.exists():
        made = {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "FIELD_KEYS": Fernet.generate_key().decode(),
            "BACKUP_KEY": Fernet.generate_key().decode(),
        }
        # Two processes may start at once: each writes its own file, one wins the link, both read the winner.
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(made, indent=1), encoding="utf-8")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return json.loads(path.read_text(encoding="utf-8"))


def secret(name: str, default: str | None = None) -> str:
    """The secret called `name`; raises ImproperlyConfigured in production where it is not given."""
    value = env(name, default="")
    if value:
        return value
    if PRODUCTION:
        if default is not None:
            return default
        raise ImproperlyConfigured(f"{name} must be set in production: see docs/deploy.md.")
    return _development_secrets()[name]
