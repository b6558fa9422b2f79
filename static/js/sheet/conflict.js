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
    // Chosen since it was shown, actors are to be told of in both.
    if (cell) for (const [name, what] of [["theirs", theirsOf(entry)], ["mine", mineOf(entry)]]) {
      shown.querySelector(`[data-${name}]`).replaceWith(said(cell, what, name));
    }
    return;
  }
  if (!cell) return;
  const row = cell.closest("tr");
  row.after(panel(entry, cell, key));
  const { label } = columnOf(cell);
  announce(`${entry.theirs.by} har ändrat ${label} medan du skrev. Båda texterna står under raden: välj vilken som ska gälla.`);
}

/* What I want the field to hold; its actors where I have chosen some. */
function mineOf({ wanted, actors }) {
  return { value: wanted, actors };
}

/* What it holds. Whose actors it is to have is asked only where I have chosen some. */
function theirsOf({ theirs, actors }) {
  return { value: theirs.text, actors: actors && theirs.actors };
}

function panel(entry, cell, key) {
  const { by, at } = entry.theirs;
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
  make("div", "", texts).append(heading(`${by} skrev`), said(cell, theirsOf(entry), "theirs"));
  make("div", "", texts).append(heading("Du skrev"), said(cell, mineOf(entry), "mine"));
  const buttons = make("p", "buttons", box);
  button(buttons, "Behåll min text", () => settle(entry, mineOf(entry), { isMine: true }));
  button(buttons, `Ta texten från ${by}`, () => settle(entry, theirsOf(entry)));
  if (isText(cell)) button(buttons, "Lägg ihop texterna", () => merge(entry));
  make("p", "quiet", box, "Den text du inte väljer finns kvar i aktivitetens historik.");
  line.className = "conflict-row";
  return line;
}

function heading(words) {
  return Object.assign(document.createElement("strong"), { textContent: words });
}

/* A text, and below it the actors that go with it. */
function said(cell, { value, actors }, name) {
  const words = make("p", "conflict-text", null, wordsOf(cell, value) || "(tomt)");
  words.dataset[name] = "";
  const names = actors?.map((actor) => actor.name).join(", ") || "ingen";
  if (actors) make("span", "conflict-actors", words, `Kopplat till: ${names}`);
  return words;
}

function settle(entry, chosen, how) {
  const cell = findCell(entry.row, entry.field);
  leaveEditor(cell);
  remove(entry);
  resolve(entry, chosen, how);
  if (!cell) return;
  showValue(cell, chosen.value);
  goTo(cell);
}

/* Both, one after the other, in the open field for the person to finish; of the actors all. */
function merge(entry) {
  const theirs = theirsOf(entry);
  const value = [...new Set([theirs.value, entry.wanted])].filter(Boolean).join("\n");
  const all = entry.actors && new Map([...theirs.actors, ...entry.actors].map((actor) => [actor.id, actor]));
  settle(entry, { value, actors: all && [...all.values()] });
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
  const element = document.createElement(tag);
  parent?.append(element);
  if (name) element.className = name;
  if (text) element.textContent = text;
  return element;
}
