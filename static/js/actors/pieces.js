/* A text such as "Polisen, skolan och fritids" as pieces, one for each actor. */

// "Individ- och familjeomsorg" is one: the hyphen says that the word goes on.
const BETWEEN = /[,;\n]|(?<=[^-\s])\s+och\s+/g;

/* The piece where the cursor stands: its first and last place in the text, and its words. */
export function pieceAt(text, caret) {
  const { start, end } = bounds(text, caret);
  const piece = text.slice(start, end);
  const left = start + (piece.length - piece.trimStart().length);
  return { start: left, end: Math.max(left, start + piece.trimEnd().length), query: piece.trim() };
}

/* Puts the name in the piece's place, the cursor after it; what stands around it is left as it was typed. */
export function putName(textarea, name) {
  const { start, end } = pieceAt(textarea.value, textarea.selectionStart);
  textarea.setRangeText(name, wholeStart(textarea.value, start, end, name), end, "end");
  textarea.dispatchEvent(new Event("input", { bubbles: true }));
}

function bounds(text, caret) {
  let [start, end] = [0, text.length];
  for (const mark of text.matchAll(BETWEEN)) {
    if (mark.index + mark[0].length <= caret) start = mark.index + mark[0].length;
    else if (mark.index >= caret) return { start, end: mark.index };
  }
  return { start, end };
}

/* Of "Kultur och fri", where only "fri" is a piece, all is replaced by Kultur och fritid. */
function wholeStart(text, start, end, name) {
  const wanted = name.toLowerCase();
  for (let from = Math.max(0, end - name.length); from < start; from++) {
    const begins = from === 0 || /[\s,;]/.test(text[from - 1]);
    if (begins && wanted.startsWith(text.slice(from, end).toLowerCase())) return from;
  }
  return start;
}
