"""What is done to accounts."""

from maillage.foundation.accounts.actions.users import (
    AddressTaken,
    create_user,
    end_sessions,
    open_account,
    reset_two_factor,
    set_active,
    update_profile,
)

__all__ = [
    "AddressTaken",
    "create_user",
    "end_sessions",
    "open_account",
    "reset_two_factor",
    "set_active",
    "update_profile",
]
