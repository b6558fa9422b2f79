"""A file as a plan. For files from people, use `safety.read_plan_safely`, which guards against
hostile ones.
"""

from activities.imports.corrections import Corrections
from activities.imports.plan import ImportedPlan
from activities.imports.recognition.recognise import recognise
from activities.imports.refusal import ImportRefused
from activities.imports.source import Source


def read_plan(content: bytes, name: str, corrections: Corrections | None = None) -> ImportedPlan:
    """Raises ImportRefused for a file that is none of .docx, .xlsx, .csv and .txt, or is damaged."""
    return recognise(read_source(content, name), name, corrections or Corrections())


def read_source(content: bytes, name: str) -> Source:
    # The reader of this kind alone is loaded: a Word file's process would take half as long again with openpyxl in it.
    match extension(name):
        case "docx":
            from activities.imports.word.reader import read_word

            return read_word(content)
        case "xlsx":
            from activities.imports.excel import read_excel

            return read_excel(content)
        case "csv":
            from activities.imports.delimited import read_delimited

            return read_delimited(content)
        case "txt":
            from activities.imports.text import read_plain

            return read_plain(content)
        case _:
            raise ImportRefused("Filen kan inte läsas in. Det går att läsa in .docx, .xlsx, .csv och .txt.")


def extension(name: str) -> str:
    return name.rsplit(".", 1)[-1].casefold() if "." in name else ""
