"""The command line: `maillage COMMAND`, the same as `python -m maillage COMMAND`.

Every room's `management/commands/` is found by Django; `maillage help` lists the house's own commands first.
"""

import os
import sys


def main() -> None:
    """Run the command named in the arguments; a wrong configuration or an empty database is told in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.conf import settings  # settings must be named first
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import ManagementUtility, get_commands, load_command_class
    from django.db import DatabaseError

    class Utility(ManagementUtility):
        """Django's, with another table of contents."""

        def main_help_text(self, commands_only: bool = False) -> str:
            apps = {name: app if isinstance(app, str) else app.__module__ for name, app in get_commands().items()}
            if commands_only:
                return "\n".join(sorted(apps))
            ours = sorted(name for name, app in apps.items() if app.startswith("maillage."))
            lines = ["Maillage's commands (`maillage help COMMAND` says more):", ""]
            lines += [f"  {name:<16} {load_command_class(apps[name], name).help}" for name in ours]
            lines += ["", "Django's, and those of the packages:", ""]
            lines += [f"  {', '.join(sorted(apps.keys() - set(ours)))}"]
            return "\n".join(lines)

    try:
        settings.INSTALLED_APPS  # noqa: B018  (reads the settings, before Django hides what is wrong with them)
        Utility(["maillage", *sys.argv[1:]]).execute()
    except ImproperlyConfigured as error:
        sys.exit(f"Maillage is not configured as it should be: {error}")
    except DatabaseError as error:
        if why := _why_no_database():
            sys.exit(why)
        raise error


def _why_no_database() -> str:
    """What is to be done so that the database can be used; empty where that is not what went wrong."""
    from django.db import DatabaseError

    from maillage.interfaces.website.health import missing_migrations

    try:
        missing = missing_migrations()
    except DatabaseError as error:
        return f"The database does not answer: look at DATABASE_URL. It said: {str(error).strip().splitlines()[0]}"
    return "The database is not prepared for this version: run `maillage prepare` first." if missing else ""


if __name__ == "__main__":
    main()
