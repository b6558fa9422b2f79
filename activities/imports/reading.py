"""A file or a pasted text as a plan. For files from people, use `safety.read_plan_safely`, which guards against
hostile ones.
"""

from collections.abc import Callable

from activities.imports.corrections import Corrections
from activities.imports.plan import ImportedPlan
from activities.imports.recognition.recognise import recognise
from activities.imports.refusal import ImportRefused
from activities.imports.source import Source


def read_plan(content: bytes, name: str, corrections: Corrections | None = None) -> ImportedPlan:
    """Raises ImportRefused for a file that is none of .docx, .xlsx, .csv and .txt, or is damaged."""
    return recognise(read_source(content, name), name, corrections or Corrections())


def read_text(text: str, corrections: Corrections | None = None) -> ImportedPlan:
    from activities.imports.text import read_lines

    return recognise(read_lines(text), "", corrections or Corrections())


def read_source(content: bytes, name: str) -> Source:
    reader = _readers().get(extension(name))
    if reader is None:
        raise ImportRefused("Filen kan inte läsas in. Det går att läsa in .docx, .xlsx, .csv och .txt.")
    return reader(content)


def extension(name: str) -> str:
    return name.rsplit(".", 1)[-1].casefold() if "." in name else ""


def _readers() -> dict[str, Callable[[bytes], Source]]:
    from activities.imports.delimited import read_delimited
    from activities.imports.excel import read_excel
    from activities.imports.text import read_plain
    from activities.imports.word.reader import read_word

    return {"docx": read_word, "xlsx": read_excel, "csv": read_delimited, "txt": read_plain}
