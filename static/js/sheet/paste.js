/* Pasting on a chosen cell: one text replaces what the cell holds, several go to the preview with the place they were
   pasted at. In a cell that is being written in, pasting is the browser's own. */

import { tellFault } from "../notices.js";
import { csrfToken } from "../requests.js";
import { cellAt, cellsOf, columnOf, planUrl, rowsOf } from "./cells.js";
import { close, setCell } from "./editor.js";
import { whenSaved } from "./saving.js";

const STYLES = /<(style|script|template)\b[\s\S]*?<\/\1\s*>/gi;
const TAG = /<(\/?[a-z][a-z0-9:-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi;
const SPANS = /\s(?:colspan|rowspan)\s*=\s*["']?\d+["']?/gi;

export function startPaste() {
  document.addEventListener("paste", (event) => {
    const cell = document.activeElement;
    if (cellAt(cell) !== cell || event.defaultPrevented) return;
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    const table = tableIn(event.clipboardData.getData("text/html"));
    if (!text && !table) return;
    event.preventDefault();
    if (isOneCell(text, table)) replace(cell, unquoted(text));
    else openPreview(cell, text, table).catch(tellFault);
  });
}

function isOneCell(text, table) {
  if (table) return table.querySelectorAll("td, th").length === 1 && table.querySelectorAll("table").length === 1;
  return !/[\t\n]/.test(text) || unquoted(text) !== text;
}

/* A single cell that holds line breaks comes with Excel's quotes around it. */
function unquoted(text) {
  const inside = /^"((?:[^"]|"")*)"$/.exec(text)?.[1];
  return inside && /[\t\n]/.test(inside) ? inside.replaceAll('""', '"') : text;
}

function replace(cell, text) {
  const { field, kind, label } = columnOf(cell);
  const value = ["choice", "substances"].includes(kind) ? chosen(field, kind, text.trim()) : text;
  if (value === null) tellFault(new Error(`”${text.trim()}” är inget av valen för ${label}.`));
  else setCell(cell, value);
}

/* The stored value that the words mean; null when they are none of the field's. */
function chosen(field, kind, words) {
  const choices = document.querySelector(`template[data-choices="${field}"]`).content;
  if (kind === "substances") return letters(choices, words.toLowerCase());
  const options = [...choices.querySelectorAll("option")];
  return options.find((option) => option.text.toLowerCase() === words.toLowerCase())?.value ?? null;
}

/* "Alkohol, tobak och nikotin" and "AT" are both letters of ANDTS. */
function letters(choices, words) {
  const inputs = [...choices.querySelectorAll("input")];
  const all = inputs.map((input) => input.value);
  if (/^alla\b/.test(words) || !words) return words && all.join("");
  const given = [...words.toUpperCase()];
  if (given.every((letter) => all.includes(letter))) return all.filter((letter) => given.includes(letter)).join("");
  let rest = words;
  const found = inputs.filter((input) => {
    const label = input.closest("label").textContent.trim().toLowerCase();
    const is = rest.includes(label);
    rest = rest.replace(label, "");
    return is;
  });
  return /^(?:[\s,;]|och)*$/.test(rest) ? found.map((input) => input.value).join("") : null;
}

/* What is typed is saved first: the page is left. */
async function openPreview(cell, text, table) {
  close();
  await whenSaved();
  const rows = rowsOf(cell.closest("table"));
  const cells = cellsOf(cell.closest("tr"));
  submit(`${planUrl()}klistra-in/`, {
    csrfmiddlewaretoken: csrfToken(),
    text,
    markup: table?.innerHTML ?? "",
    under: cell.closest("[id^='rubrik-']")?.id.replace("rubrik-", "") ?? "",
    target: rows.slice(rows.indexOf(cell.closest("tr"))).filter((row) => !row.hidden).map((row) => row.dataset.row).join(","),
    shown: cells.slice(cells.indexOf(cell)).map((each) => columnOf(each).field).join(","),
  });
}

/* As a form, so that the preview is a page of its own with its place in the browser's history. */
function submit(action, fields) {
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action, enctype: "multipart/form-data", hidden: true });
  for (const [name, value] of Object.entries(fields)) {
    // A field of one line would lose the line breaks.
    const field = form.appendChild(document.createElement("textarea"));
    Object.assign(field, { name, value });
  }
  document.body.append(form);
  form.submit();
}

/* The clipboard's HTML when it has a table, without all that is looks: Word sends kilobytes of them for each cell, and our
   Content-Security-Policy stops the browser at the first. Parsed into a document that runs nothing and fetches nothing. */
function tableIn(html) {
  const bare = html.replace(STYLES, "").replace(TAG, (_, name, attributes) => `<${name}${(attributes.match(SPANS) ?? []).join("")}>`);
  const body = new DOMParser().parseFromString(bare, "text/html").body;
  return body.querySelector("table") ? body : null;
}
