"""Why a message was not sent, in words: what is stored is a name and a number, never what a mail server said."""

from django.utils.translation import gettext as _

HELD = "held: it waited when the backup was made, and may have been sent since"

NO_ANSWER = {
    "ConnectionRefusedError",
    "TimeoutError",
    "gaierror",
    "OSError",
    "SMTPServerDisconnected",
    "SMTPConnectError",
}
NOT_LET_IN = {"SMTPAuthenticationError", "SMTPSenderRefused", "SMTPNotSupportedError"}
NO_SUCH_ADDRESS = {"SMTPRecipientsRefused", "ValidationError"}


def reason_in_words(error: str) -> str:
    """What an administrator reads for `Message.error`, with the numbers of the mail server at its end."""
    if error == HELD:
        return _("Held when a backup was restored: it may have been sent before.")
    kind, _space, numbers = error.partition(" ")
    if kind in NO_ANSWER:
        words = _("The mail server did not answer.")
    elif kind in NOT_LET_IN:
        words = _("The mail server did not let us send: look at EMAIL_URL and MAIL_FROM.")
    elif kind in NO_SUCH_ADDRESS:
        words = _("There is no such address, or the mail server refuses it.")
    elif kind == "InvalidToken":
        words = _("It was written with a key that is lost.")
    else:
        words = _("The mail server refused it.")
    return f"{words} ({numbers})" if numbers else words
