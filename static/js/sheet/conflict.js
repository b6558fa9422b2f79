/* Two have written in the same field: both texts stand under the row until one is chosen or they are put together.
   Neither is lost: what is not chosen is in the activity's history. */

import { announce } from "./announce.js";
import { columnOf, findCell, isText, rowId, showValue, wordsOf } from "./cells.js";
import { close, edit, openEditor } from "./editor.js";
import { goTo } from "./grid.js";
import { resolve } from "./saving.js";

export function showConflict(entry, cell) {
  const key = `${entry.row}/${entry.field}`;
  const shown = document.querySelector(`.conflict[data-key="${CSS.escape(key)}"]`);
  if (shown) {
    if (cell) shown.querySelector("[data-mine]").textContent = wordsOf(cell, entry.wanted) || "(tomt)";
    return;
  }
  if (!cell) return;
  const row = cell.closest("tr");
  row.after(panel(entry, cell, key));
  const { label } = columnOf(cell);
  announce(`${entry.theirs.by} har ändrat ${label} medan du skrev. Båda texterna står under raden: välj vilken som ska gälla.`);
}

function panel(entry, cell, key) {
  const { by, at, text } = entry.theirs;
  const { label } = columnOf(cell);
  const line = document.createElement("tr");
  const place = line.insertCell();
  place.colSpan = cell.closest("tr").cells.length;
  const box = make("div", "conflict", place);
  box.dataset.key = key;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", `Två texter i ${label}`);
  make("p", "conflict-title", box, `${by} ändrade ${label} klockan ${at}, medan du skrev. Välj vilken text som ska gälla.`);
  const texts = make("div", "conflict-texts", box);
  side(texts, `${by} skrev`, wordsOf(cell, text), "theirs");
  side(texts, "Du skrev", wordsOf(cell, entry.wanted), "mine");
  const buttons = make("p", "buttons", box);
  button(buttons, "Behåll min text", () => settle(entry, entry.wanted));
  button(buttons, `Ta texten från ${by}`, () => settle(entry, text));
  if (isText(cell)) button(buttons, "Lägg ihop texterna", () => merge(entry, text));
  make("p", "quiet", box, "Den text du inte väljer finns kvar i aktivitetens historik.");
  line.className = "conflict-row";
  return line;
}

function side(parent, heading, text, name) {
  const block = make("div", "", parent);
  make("strong", "", block, heading);
  make("p", "conflict-text", block, text || "(tomt)").dataset[name] = "";
}

function settle(entry, text) {
  const cell = findCell(entry.row, entry.field);
  leaveEditor(cell);
  remove(entry);
  resolve(entry, text);
  if (!cell) return;
  showValue(cell, text);
  goTo(cell);
}

/* Both, one after the other, in the open field for the person to finish. */
function merge(entry, theirs) {
  const both = [theirs, entry.wanted].filter(Boolean).join("\n");
  settle(entry, both);
  const cell = findCell(entry.row, entry.field);
  if (cell) edit(cell);
}

/* The editor would save what it holds when it closes: it closes first, while the field still waits for a choice. */
function leaveEditor(cell) {
  const editor = openEditor();
  if (cell && editor?.row === rowId(cell)) close();
}

function remove({ row, field }) {
  document.querySelector(`.conflict[data-key="${CSS.escape(`${row}/${field}`)}"]`)?.closest("tr").remove();
}

function button(parent, words, action) {
  const made = make("button", "btn btn-secondary btn-sm", parent, words);
  made.type = "button";
  made.addEventListener("click", action);
  parent.append(" ");
}

function make(tag, name, parent, text = "") {
  const element = parent.appendChild(document.createElement(tag));
  if (name) element.className = name;
  if (text) element.textContent = text;
  return element;
}
