"""The element names of WordprocessingML that the reader knows."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def w(name: str) -> str:
    return _W + name


BODY, P, R, T, TBL, TR, TC = w("body"), w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc")
P_PR, R_PR, TR_PR, TC_PR = w("pPr"), w("rPr"), w("trPr"), w("tcPr")
VAL, ID, TYPE = w("val"), w("id"), w("type")
DEL, MOVE_FROM, DEL_TEXT = w("del"), w("moveFrom"), w("delText")
TEXTBOX = w("txbxContent")
SDT, SDT_CONTENT, SDT_PR = w("sdt"), w("sdtContent"), w("sdtPr")
FIELD_CHAR, INSTRUCTION, SIMPLE_FIELD = w("fldChar"), w("instrText"), w("fldSimple")
FOOTNOTE_REFERENCE, ENDNOTE_REFERENCE, COMMENT_REFERENCE = (
    w("footnoteReference"),
    w("endnoteReference"),
    w("commentReference"),
)
ALTERNATE, CHOICE, FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
MATH_TEXT = _M + "t"
DRAWN_TEXT, DRAWN_PARAGRAPH = _A + "t", _A + "p"
BLIP, EMBED, LINK, RELATION_ID = _A + "blip", _R + "embed", _R + "link", _R + "id"
IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
DRAWN_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
DIAGRAM, DIAGRAM_DATA, CHART = _DGM + "relIds", _R + "dm", _C + "chart"

# Breaks and marks inside a run, and the text they stand for.
MARKS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}
# Holders of settings, never of text.
SILENT = {
    P_PR,
    R_PR,
    TR_PR,
    TC_PR,
    SDT_PR,
    w("sdtEndPr"),
    w("sectPr"),
    w("tblPr"),
    w("tblGrid"),
    w("tblPrEx"),
    w("rubyPr"),
}
