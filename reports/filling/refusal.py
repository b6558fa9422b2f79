"""When a Word template cannot be filled."""


class TemplateRefused(Exception):
    """`message` is a Swedish sentence or two: what is wrong with the template and what to do about it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
