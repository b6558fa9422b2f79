/* How saving goes, shown in the cell and for the whole sheet, and said once: not at each key. */

import { announce } from "./announce.js";
import { columnOf, findCell, showChosen } from "./cells.js";
import { showConflict } from "./conflict.js";
import { openEditor } from "./editor.js";
import { onState, unsaved } from "./saving.js";

const PATIENCE = 300; // ms before a save that is under way is worth a word
const LASTS = 4000; // ms that "Sparat" stays in a cell

export function startStates() {
  onState(show);
  // A field is told saved when it is left: while one types, the word in the cell is enough.
  document.addEventListener("sheet:closed", () => { told.left = true; });
}

const told = { failing: false, left: false };

function show(entry) {
  const cell = findCell(entry.row, entry.field);
  if (cell) mark(cell, entry);
  if (entry.answer) showAnswer(entry);
  showWhole(entry);
  say(entry, cell);
  if (entry.state === "conflict") showConflict(entry, cell);
}

function mark(cell, entry) {
  clearTimeout(cell.marking);
  const set = (text, how) => stateLine(cell, text, how);
  if (entry.state === "saving") cell.marking = setTimeout(set, PATIENCE, "Sparar…", "is-passing");
  else if (entry.state === "failing" || entry.state === "refused") set(entry.words, "is-failing");
  else if (entry.state === "incomplete") set(entry.words);
  else if (entry.state === "conflict") set("Inte sparat – två har skrivit här", "is-failing");
  else if (entry.state === "saved" && entry.saved) {
    set(`Sparat ${entry.saved}`, "is-passing");
    cell.marking = setTimeout(() => stateLine(cell, ""), LASTS);
  }
}

/* `how` is is-failing, or is-passing for what is soon gone and moves nothing meanwhile. */
function stateLine(cell, text, how = "") {
  const line = cell.querySelector(":scope > .save-state");
  if (!text) return line?.remove();
  const shown = line ?? cell.appendChild(Object.assign(document.createElement("span"), { className: "save-state" }));
  shown.textContent = text;
  shown.className = `save-state ${how}`.trim();
}

/* One place that always tells whether everything is saved. */
function showWhole({ saved }) {
  const place = document.querySelector("[data-save-state]");
  if (!place) return;
  const left = unsaved();
  const failing = left.filter((entry) => ["failing", "refused", "conflict"].includes(entry.state));
  if (failing.length) place.textContent = failing.length === 1 ? failing[0].words ?? "Inte sparat" : `${failing.length} fält är inte sparade`;
  else if (left.length) place.textContent = left.every((entry) => entry.state === "incomplete") ? left[0].words : "Sparar…";
  else if (saved) place.textContent = `Sparat ${saved}`;
  place.classList.toggle("is-failing", failing.length > 0);
}

function say(entry, cell) {
  const label = cell ? columnOf(cell).label : "Fältet";
  if (entry.state === "failing" && !told.failing) {
    told.failing = true;
    announce(`${label}: ${entry.words}`);
  } else if (entry.state === "refused") {
    announce(`${label}: ${entry.words}`);
  } else if (entry.state === "saved" && entry.saved && (told.failing || told.left) && !openEditor() && !unsaved().length) {
    Object.assign(told, { failing: false, left: false });
    announce(`Sparat ${entry.saved}`);
  }
}

/* What the server said beside that it saved: the classification's line, and what may be a person's data. */
function showAnswer(entry) {
  const { facts, warnings, former, actors, let_go: letGo } = entry.answer;
  entry.answer = null;
  const described = findCell(entry.row, "description");
  if (described && facts !== undefined) showFacts(described, facts);
  const cell = findCell(entry.row, entry.field);
  if (cell) showWarnings(cell, warnings ?? []);
  if (cell && former) showChosen(cell, actors);
  if (letGo?.length) announce(`Inte längre kopplad: ${letGo.join(", ")}. Namnet står inte i texten.`);
}

function showFacts(cell, facts) {
  const line = cell.querySelector(":scope > .facts-line");
  if (!facts) line?.remove();
  else if (line) line.textContent = facts;
  else cell.append(Object.assign(document.createElement("span"), { className: "facts-line", textContent: facts }));
}

function showWarnings(cell, sentences) {
  const former = [...cell.querySelectorAll(":scope > .cell-warning")];
  const said = former.map((line) => line.textContent);
  for (const line of former) line.remove();
  for (const sentence of sentences) {
    cell.append(Object.assign(document.createElement("span"), { className: "cell-warning", textContent: sentence }));
  }
  const news = sentences.filter((sentence) => !said.includes(sentence));
  if (news.length) announce(news.join(" "));
}
