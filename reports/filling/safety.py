"""Fills a municipality's own Word template. Whatever stands in it, the answer is a Word file or a message.

The template is inspected first as a plan is that is read in (activities.imports.inspection), and then run by a process
of its own: see `child`.
"""

import json
import subprocess
import sys
from pathlib import Path

from activities.imports.inspection import inspect
from activities.imports.macros import has_macros
from activities.imports.refusal import ImportRefused
from activities.imports.safety import ran_out
from reports.filling.child import DAMAGED, TOO_HEAVY
from reports.filling.placeholders import SAMPLE, Values
from reports.filling.refusal import TemplateRefused

LARGEST_TEMPLATE = 5_000_000
_LONGEST_WAIT = 15.0  # seconds by the clock, on a busy machine; the child's own limit is in seconds of work
_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from reports.filling.child import main; main()"
TOO_LARGE = "Mallen är större än 5 MB. Ta bort eller förminska bilderna i den och försök igen."
_NOT_WORD = "Välj ett Word-dokument (.docx)."
# Of all that a file may be instead of what its name says, an upload of a plan tells the sorts apart; here it is enough
# to say what a template is.
_UNREADABLE = (
    "Filen går inte att läsa som en Word-mall. Öppna den i Word, välj Spara som och formatet Word-dokument (.docx), "
    "och lägg in den nya filen. En mall får inte ha makron eller vara skyddad med lösenord."
)
_MACROS = "Mallen innehåller makron eller aktiva kontroller. Ta bort dem, spara mallen som .docx och försök igen."


def check_template(content: bytes, name: str) -> None:
    """Raises TemplateRefused for a file that is no harmless Word document, or that the sample values do not fill."""
    if not name.lower().endswith((".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot")):
        raise TemplateRefused(_NOT_WORD)
    if len(content) > LARGEST_TEMPLATE:
        raise TemplateRefused(TOO_LARGE)
    try:
        inspect(content, name)
    except ImportRefused as refusal:
        raise TemplateRefused(_UNREADABLE) from refusal
    if has_macros(content):
        raise TemplateRefused(_MACROS)
    fill(content, SAMPLE)


def fill(template: bytes, values: Values) -> bytes:
    """The Word file; raises TemplateRefused for a template that these values do not fill."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own program; the template goes in as data
            [sys.executable, "-I", "-c", _START, str(_ROOT)],
            input=json.dumps(values).encode() + b"\n" + template,
            capture_output=True,
            timeout=_LONGEST_WAIT,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired as error:
        raise TemplateRefused(TOO_HEAVY) from error
    if done.returncode != 0:
        raise TemplateRefused(TOO_HEAVY if ran_out(done) else DAMAGED)
    answer, _, content = done.stdout.partition(b"\n")
    if refused := json.loads(answer).get("refused"):
        raise TemplateRefused(refused)
    return content
