"""The command line: `maillage COMMAND`, the same as `python -m maillage COMMAND`.

Every room's `management/commands/` is found by Django; `maillage help` lists the house's own commands first.
"""

import os
import sys


def main() -> None:
    """Run the command named in the arguments."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line  # settings must be named first

    execute_from_command_line(["maillage", *sys.argv[1:]])


if __name__ == "__main__":
    main()
