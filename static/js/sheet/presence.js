/* Who else is here, where, and what they have changed: asked every ten seconds while the page is looked at. */

import { makeNotice, tellFault } from "../notices.js";
import { answerOf, post } from "../requests.js";
import { announce } from "./announce.js";
import { allRows, cellAt, columnOf, findCell, isNew, nameOf, planUrl, rowId, showValue } from "./cells.js";
import { openEditor } from "./editor.js";
import { reload } from "./refresh.js";
import { entryOf, rebase } from "./saving.js";

const EVERY = 10_000; // ms; the server forgets who has been silent for three times as long

let cursor = "";
let timer;
let near = ""; // who was last told to be in the same activity

export function startPresence() {
  begin();
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") ask(); });
  document.addEventListener("sheet:refreshed", begin);
}

/* From what the page itself has shown: what others change before the first question is told too. */
function begin() {
  cursor = document.querySelector("[data-plan]").dataset.since ?? "";
  ask();
}

/* Now rather than at the next turn: somebody has opened a field. */
export function ask() {
  clearTimeout(timer);
  if (document.visibilityState !== "visible") return;
  timer = setTimeout(ask, EVERY);
  return tellAndHear().catch(() => {}); // saving says when the server is away
}

async function tellAndHear() {
  const [activity, field] = here();
  const response = await post(`${planUrl()}narvaro/`, { activity, field, since: cursor });
  const answer = response.ok && (await answerOf(response));
  if (!answer) return;
  cursor = answer.cursor;
  // A chosen value takes the place of all that its cell shows: who is there comes after.
  for (const change of answer.changes) take(change);
  showOthers(answer.others);
  if (answer.structure) offerReload();
}

function here() {
  const cell = openEditor()?.cell ?? cellAt(document.activeElement);
  return cell && !isNew(rowId(cell)) ? [rowId(cell), columnOf(cell).field] : ["", ""];
}

function showOthers(others) {
  for (const mark of document.querySelectorAll(".elsewhere")) mark.remove();
  for (const { name, activity, field } of others) {
    const cell = activity && findCell(String(activity), field);
    if (!cell) continue;
    const mark = cell.appendChild(document.createElement("span"));
    mark.className = "elsewhere";
    mark.textContent = `${name} är här`;
  }
  const place = document.querySelector("[data-others]");
  const names = [...new Set(others.map(({ name }) => name))];
  if (place) place.textContent = names.length ? `Här just nu: ${names.join(", ")}` : "";
  sayWhoIsNear(others);
}

function sayWhoIsNear(others) {
  const [activity] = here();
  const row = allRows().find((each) => each.dataset.row === activity);
  const names = others.filter((other) => activity && String(other.activity) === activity).map(({ name }) => name);
  const now = names.length ? `${names.join(", ")} redigerar samma aktivitet: ${nameOf(row)}` : "";
  if (now && now !== near) announce(now);
  near = now;
}

/* What somebody else wrote shows, unless somebody here is writing in the same field: then saving finds out. */
function take({ activity, field, text }) {
  const row = String(activity);
  const entry = entryOf(row, field);
  const cell = findCell(row, field);
  const editor = openEditor();
  const isOpen = editor?.row === row && editor.field === field;
  if (isOpen) editor.newer = text;
  if (!cell || isOpen || (entry && entry.state !== "saved")) return;
  showValue(cell, text);
  rebase(row, field, text);
}

function offerReload() {
  const messages = document.getElementById("messages");
  if (!messages || messages.querySelector("[data-reload]")) return;
  const notice = makeNotice("info", "Någon annan har lagt till, flyttat eller tagit bort rader i planen.");
  const button = notice.appendChild(document.createElement("button"));
  Object.assign(button, { type: "button", className: "btn btn-secondary btn-sm", textContent: "Visa ändringarna" });
  button.dataset.reload = "";
  button.addEventListener("click", () => reload().catch(tellFault));
  messages.append(notice);
  document.dispatchEvent(new CustomEvent("notices:told"));
}
