"""Everything this room writes into the journal can be read on its page."""

import re
from pathlib import Path

from maillage.foundation.journal.words import words_for

ROOM = Path(__file__).parent.parent


def test_every_action_has_its_words():
    code = "".join(path.read_text() for path in ROOM.rglob("*.py") if not {"tests", "commands"} & set(path.parts))
    actions = set(re.findall(r'action="([a-z_.]+)"', code))
    assert "service.published" in actions
    assert [action for action in actions if words_for(action) == action] == []
