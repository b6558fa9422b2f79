"""Fills one Word template in a process of its own, with limits, and writes the Word file.

A template is a program: docxtpl runs what stands in it with Jinja. So it is run in Jinja's sandbox, which lets it reach
nothing but the values, and in a process that ends when it takes too much memory or time. On standard input: a line of
JSON (the values), then the template. On standard output: a line of JSON, `filled` or `refused`, then the file.
"""

import json
import re
import resource
import signal
import sys
from difflib import get_close_matches
from io import BytesIO
from typing import Any
from zipfile import ZipFile

MOST_MEMORY = 400_000_000  # bytes of address space; some 120 MB of it is the interpreter and its libraries
MOST_CPU_SECONDS = 3.0
LARGEST_RESULT = 25_000_000

TOO_HEAVY = "Mallen tar för lång tid eller för mycket minne att fylla i. Ta bort upprepningar i den och försök igen."
DAMAGED = "Mallen går inte att läsa som Word-dokument. Öppna den i Word, spara den på nytt och försök igen."
FORBIDDEN = "Mallen försöker göra något som en mall inte får. Använd bara platshållarna som står på sidan."
LEFT = (
    "En platshållare står på ett ställe som inte fylls i, till exempel i en slutnot eller en kommentar. Flytta den till"
    " texten, sidhuvudet, sidfoten eller en fotnot."
)
_UNDEFINED = re.compile(r"'(\w+)' is undefined")
_SIGN = re.compile(r"\{\{|\{%")
_TAG = re.compile(r"<[^>]*>")


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, MOST_CPU_SECONDS)  # its signal ends the process
    values = json.loads(sys.stdin.buffer.readline())
    refused, content = _filled(values, sys.stdin.buffer.read())
    answer = {"refused": refused} if refused else {"filled": True}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + content)


def _filled(values: dict[str, str | list[str]], template: bytes) -> tuple[str, bytes]:
    """Why it could not be filled, or nothing and the Word file."""
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()  # `range` and its like are no placeholders
    try:
        word = DocxTemplate(BytesIO(template))
        word.init_docx()
    except Exception:  # noqa: BLE001 - a file that is no Word file makes the libraries raise anything
        return DAMAGED, b""
    try:
        if unknown := _unknown(word, environment, set(values)):
            return unknown, b""
        word.render({name: _value(value) for name, value in values.items()}, environment, autoescape=True)
    except TemplateSyntaxError as error:
        return _syntax(error), b""
    except UndefinedError as error:
        name = _UNDEFINED.match(str(error))
        return _said_unknown(name[1], set(values)) if name else FORBIDDEN, b""
    except MemoryError:
        return TOO_HEAVY, b""
    except Exception:  # noqa: BLE001 - a template may do anything: divide by zero, reach out of the sandbox
        return FORBIDDEN, b""
    return _whole(word, values)


def _unknown(word: Any, environment: Any, known: set[str]) -> str:
    from jinja2 import TemplateSyntaxError

    try:
        # Also what these values would not have come upon.
        asked = word.get_undeclared_template_variables(environment)
    except TemplateSyntaxError:
        return ""  # filling it finds the same error, and where it stands
    return next((_said_unknown(name, known) for name in sorted(asked - known)), "")


def _said_unknown(name: str, known: set[str]) -> str:
    close = get_close_matches(name.lower().translate(str.maketrans("åäö", "aao")), known, 1)
    advice = f"Menade du ”{close[0]}”?" if close else "De som finns står på sidan."
    return f"Mallen har platshållaren ”{name}”, som inte finns. {advice}"


def _syntax(error: Any) -> str:
    # The text around the place, so that it is found in a document without line numbers.
    around = " ".join(" ".join(getattr(error, "docx_context", [])).split())
    where = f" Felet står i närheten av ”{around[:120]}”." if around else ""
    return f"En platshållare i mallen är inte rätt skriven. Kontrollera att varje {{{{ har sitt }}}}.{where}"


def _whole(word: Any, values: dict[str, str | list[str]]) -> tuple[str, bytes]:
    output = BytesIO()
    word.save(output)
    content = output.getvalue()
    if len(content) > LARGEST_RESULT:
        return TOO_HEAVY, b""
    # Some corners (endnotes, comments) are not filled: then the sign of a placeholder is left, unless a text has one.
    if not _SIGN.search(json.dumps(values)) and _is_left(output):
        return LEFT, b""
    return "", content


def _is_left(word: BytesIO) -> bool:
    with ZipFile(word) as package:
        parts = [name for name in package.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return any(_SIGN.search(_TAG.sub("", package.read(name).decode(errors="replace"))) for name in parts)


class Points(list[str]):
    """Points that a template may go through one by one, or write all at once, each in a paragraph."""

    def __str__(self) -> str:
        numbered = len(self) > 1
        return "\a".join(f"{number}. {text}" if numbered else text for number, text in enumerate(self, start=1))


def _value(value: str | list[str]) -> object:
    # docxtpl makes a new paragraph of \a and a line break of \n.
    return Points(value) if isinstance(value, list) else value.replace("\n\n", "\a")
