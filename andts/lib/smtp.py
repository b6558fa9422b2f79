"""Django's SMTP backend, telling a mail that certainly was not taken from one that nobody knows of."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

GO_AHEAD = 354  # the only answer by which a server asks for the mail itself (RFC 5321, 4.2.3)


class OutcomeUnknownError(Exception):
    """The server was being given the mail, or had it, when the connection broke: it may have been delivered."""


class _Careful:
    """What is put before smtplib's own classes."""

    is_handing_over = False

    def getreply(self) -> tuple[int, bytes]:
        try:
            code, said = super().getreply()  # type: ignore[misc]  # smtplib's, beside which this class is put
        except OSError as error:
            self._require_known(error)
            raise
        self.is_handing_over = code == GO_AHEAD
        return code, said

    def send(self, s: Any) -> None:
        try:
            super().send(s)  # type: ignore[misc]  # as above
        except OSError as error:
            self._require_known(error)
            raise

    def _require_known(self, error: OSError) -> None:
        if self.is_handing_over:
            raise OutcomeUnknownError from error


class _SMTP(_Careful, smtplib.SMTP): ...


class _TLS(_Careful, smtplib.SMTP_SSL): ...


class Backend(EmailBackend):
    """Raises OutcomeUnknownError, or what smtplib raises when the mail was not taken."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _TLS if self.use_ssl else _SMTP

    def close(self) -> None:
        # A server that is rude at the goodbye has the mail all the same: nothing is raised after it took it.
        with suppress(OSError):
            super().close()
