"""The errors that a user can act on. Everything else is a bug and is reported as one."""


class TwicetoldError(Exception):
    """Base of all errors whose message is meant for the user: it says what is wrong and what to do."""


class UnreadableError(TwicetoldError):
    """A file or record that cannot be shown as text; the message is the reason shown beside its name."""
