"""What is over does not stay: each room says what it forgets, and after how long, in its `jobs.py`.

A daily job and `maillage retention` go through all of it; what was removed is written in the journal.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

Forget = Callable[[datetime], int]


@dataclass(frozen=True)
class Rule:
    """What is forgotten: `name` for the journal and the command; `forget` removes what is over at a moment."""

    name: str
    forget: Forget


_rules: dict[str, Rule] = {}


def forgets(name: str) -> Callable[[Forget], Forget]:
    """Register a function that removes what is over at the moment it is given (aware), and says how much it was."""

    def decorate(forget: Forget) -> Forget:
        _rules[name] = Rule(name, forget)
        return forget

    return decorate


def rules() -> list[Rule]:
    """Every rule, by name."""
    return sorted(_rules.values(), key=lambda rule: rule.name)
