/* A whole new plan page takes the place of the old one without a reload: after rows have come, gone or moved. Nobody waits for
   it: what one has begun to write meanwhile is carried over to the new page, with the field open and the cursor where it was. */

import { close, edit, openEditor } from "./editor.js";
import { allRows, cellAt, cellsOf, findCell, showValue, valueOf } from "./cells.js";
import { goTo, prepare } from "./grid.js";
import { putBackNewRows, takeNewRows } from "./new_row.js";
import { newerThan, tell, whenSaved } from "./saving.js";
import { answerOf, csrfToken } from "../requests.js";

const DONE_UNSEEN = "Ändringen är gjord, men vi kunde inte visa planen på nytt. Ladda om sidan.";
const SIGNED_OUT = "Du är utloggad. Logga in i en ny flik och gör sedan om det.";
const GONE = "Det du ville ändra finns inte längre. Någon annan kan ha tagit bort det. Ladda om sidan.";
const UNCHANGED = "Inget har ändrats. Ladda om sidan och försök igen.";
/* What to do about an answer with this status; of any other, nobody knows what it has done. */
const ADVICE = { 400: UNCHANGED, 403: UNCHANGED, 409: UNCHANGED, 503: "Inget har ändrats. Försök igen om en stund." };
const SEE = "Ladda om sidan och se om ändringen blev gjord.";

/* Posts a form of the page (an Ångra, a move) and shows the plan as it is after; a sentence is thrown when it did not work. */
export async function postAndRefresh(url, fields = {}, options = {}) {
  close();
  await whenSaved();
  const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
  const headers = { "X-CSRFToken": csrfToken(), Accept: "text/html", "X-Place": "1" };
  const asked = performance.now();
  const response = await fetch(url, { method: "POST", body, headers });
  const answer = await answerOf(response);
  if (!answer) return refresh(response, { ...options, asked });
  // A redirect that fetch follows keeps its #fragment to itself, so the server tells where it leads.
  const place = new URL(answer.location, location.href);
  return show(place, options.focus || place.hash.slice(1)).catch((error) => {
    // Who has to sign in is led there instead, and nothing is done.
    throw error.message === SIGNED_OUT ? error : new Error(DONE_UNSEEN);
  });
}

/* Fetches the plan anew: somebody else has changed its rows. */
export async function reload() {
  close();
  await whenSaved();
  return show(location.href, placeOfFocus());
}

async function show(address, focus) {
  const asked = performance.now();
  return refresh(await fetch(address, { headers: { Accept: "text/html" } }), { focus, asked });
}

/* Shows the page of an answer that is the plan, as it was when it was `asked` for; focus goes to `focus` (an id). */
export async function refresh(response, { focus = "", asked }) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const sheet = page.querySelector(".plan-page");
  if (!response.ok || !sheet) throw new Error(faultOn(page, response.status));
  const column = document.activeElement?.cellIndex ?? -1;
  const begun = takeWhatIsBegun();
  for (const part of ["#messages", ".header-strip", ".plan-page"]) swap(part, page);
  prepare();
  document.dispatchEvent(new CustomEvent("sheet:refreshed"));
  putBackNewRows(begun.rows);
  showNewer(asked);
  if (!reopen(begun.editor)) putFocus(focus, column);
}

/* Why an answer is not the plan, and what to do: we are asked to sign in, it is gone, or its heading says what is wrong. */
function faultOn(page, status) {
  if (page.querySelector("#id_login, .frame-person a[href*='/logga-in/']")) return SIGNED_OUT;
  if (status === 404) return GONE;
  const heading = page.querySelector("main h1")?.textContent.trim() || "Det gick inte";
  return `${heading}. ${ADVICE[status] ?? SEE}`;
}

/* The field that is open, which is closed and so saved, and the rows that the server has not got yet. */
function takeWhatIsBegun() {
  const [editor, rows] = [openEditor(), takeNewRows()];
  const marked = editor && [editor.control.selectionStart, editor.control.selectionEnd];
  close({ goesOn: true });
  // Closed, the cell shows what was written in it.
  return { editor: editor && { ...editor, marked, isChanged: valueOf(editor.cell) !== editor.before }, rows };
}

/* Whether there is a field to open again. */
function reopen(former) {
  const cell = former && findCell(former.row, former.field);
  if (!cell) return false;
  goTo(cell);
  edit(cell);
  const editor = openEditor();
  editor.isWriting = former.isWriting;
  if (former.isChanged) editor.before = former.before; // what Escape puts back
  if (editor.control.matches("textarea")) editor.control.setSelectionRange(...former.marked);
  return true;
}

/* What has been written since the page was asked for is not on it. */
function showNewer(asked) {
  for (const entry of newerThan(asked)) {
    const cell = findCell(entry.row, entry.field);
    if (cell) showValue(cell, entry.wanted);
    tell(entry);
  }
}

function swap(part, page) {
  const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
  if (old && fresh) old.replaceWith(document.adoptNode(fresh));
}

function placeOfFocus() {
  return document.activeElement?.closest("[id]")?.id ?? "";
}

/* The page has come with a row in its address: the one that a form elsewhere was about. When all is loaded the browser goes
   there and takes focus away; what somebody has reached for themselves since keeps it. */
export function startAtAddressed() {
  if (!location.hash.startsWith("#aktivitet-")) return;
  addEventListener("load", () => setTimeout(() => { if (isFocusLost()) putFocus(location.hash.slice(1), -1); }));
}

function putFocus(id, column) {
  const place = (id && document.getElementById(id)) || (isFocusLost() && rowInSight());
  if (!place) return;
  const cells = place.matches("tr[data-row]") ? cellsOf(place) : [];
  const cell = cells.find((each) => each.cellIndex === column) ?? cells[0];
  if (cell) return goTo(cell);
  if (cellAt(place) !== place && place.tabIndex < 0) place.tabIndex = -1;
  place.focus();
}

function isFocusLost() {
  return !document.activeElement || document.activeElement === document.body;
}

/* Where nothing else says where to be, one stays where one is looking. */
function rowInSight() {
  return allRows().find((row) => row.getBoundingClientRect().top >= 0 && row.getBoundingClientRect().bottom <= innerHeight);
}
