"""What is done to accounts."""

from maillage.foundation.accounts.actions.closing import (
    LastAdministrator,
    end_links_to_new_passwords,
    forget_closed_accounts,
    shut_account,
)
from maillage.foundation.accounts.actions.users import (
    AccountForgotten,
    AddressTaken,
    create_user,
    end_sessions,
    open_account,
    reset_two_factor,
    set_active,
    update_profile,
)

__all__ = [
    "AccountForgotten",
    "AddressTaken",
    "LastAdministrator",
    "create_user",
    "end_links_to_new_passwords",
    "end_sessions",
    "forget_closed_accounts",
    "open_account",
    "reset_two_factor",
    "set_active",
    "shut_account",
    "update_profile",
]
