"""When a file cannot be imported at all."""


class ImportRefused(Exception):
    """`message` is a Swedish sentence or two: what happened and what to do about it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
