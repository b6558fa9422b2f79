/* Ctrl-K: to any page, plan, heading or activity, or to what can be done here, without leaving the keyboard. A combobox in a
   dialog (templates/components/palette.html). Without script there are the menus and the search. */

import { leaveFor } from "./leaving.js";
import { answering, commands } from "./palette/commands.js";
import { ask, forget } from "./palette/suggestions.js";

let dialog, input, list, status;
let options = [];
let active = 0;
let known = [];
let openers = []; // what had focus, and the cell it stood in

export function startPalette(root) {
  dialog = root.getElementById("palette");
  if (!dialog) return;
  [input, list, status] = ["input", "[role=listbox]", "[role=status]"].map((part) => dialog.querySelector(part));
  const button = root.querySelector("[data-palette]");
  button.hidden = false;
  button.addEventListener("click", open);
  root.addEventListener("keydown", (event) => isOurs(event) && (event.preventDefault(), dialog.open ? dialog.close() : open()));
  input.addEventListener("input", offer);
  input.addEventListener("keydown", onKey);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // focus stays where one types
  list.addEventListener("click", (event) => choose(options[[...list.children].indexOf(event.target.closest("[role=option]"))]));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", putFocusBack);
}

function isOurs({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  return key?.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey && !shiftKey;
}

function open() {
  if (document.querySelector("dialog[open]")) return;
  openers = [document.activeElement, document.activeElement.closest("td, th")];
  known = commands();
  input.value = "";
  dialog.showModal();
  offer();
}

/* What is on the page at once, and what the server knows when it answers. */
function offer() {
  const query = input.value.trim();
  const here = answering(known, query);
  show(here, query);
  const [, plan = ""] = location.pathname.match(/^\/planer\/(\d+)\//) ?? [];
  ask(dialog.dataset.suggestions, { q: query, plan }, (found) => show([...here, ...found], query));
}

function show(found, query) {
  const search = { kind: "Sök", label: `Sök efter ”${query}”`, where: "", url: `${dialog.dataset.search}?${new URLSearchParams({ q: query })}` };
  options = query ? [...found, search] : found;
  list.replaceChildren(...options.map(row));
  setActive(0);
  status.textContent = `${found.length} förslag`;
}

function row({ kind, label, where }, place) {
  const item = document.createElement("li");
  item.id = `palette-${place}`;
  item.setAttribute("role", "option");
  for (const [name, text] of [["label", label], ["where", where], ["kind", kind]]) {
    if (!text) continue;
    const piece = item.appendChild(document.createElement("span"));
    piece.className = `palette-${name}`;
    piece.textContent = text;
  }
  return item;
}

function onKey(event) {
  if (event.isComposing) return;
  const there = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + 5, PageUp: active - 5 }[event.key];
  if (there !== undefined) {
    event.preventDefault();
    const isStep = event.key.startsWith("Arrow");
    setActive(isStep ? (there + options.length) % options.length : Math.max(0, Math.min(there, options.length - 1)));
  } else if (event.key === "Enter") {
    event.preventDefault();
    choose(options[active]);
  }
}

function setActive(place) {
  list.children[active]?.setAttribute("aria-selected", "false");
  active = options.length ? place : 0;
  const item = list.children[active];
  item?.setAttribute("aria-selected", "true");
  item?.scrollIntoView({ block: "nearest" });
  if (item) input.setAttribute("aria-activedescendant", item.id);
  else input.removeAttribute("aria-activedescendant");
}

function choose(option) {
  if (!option) return;
  dialog.close();
  if (option.element) return option.element.matches("a[href]:not([download])") ? go(option.element.href) : option.element.click();
  go(option.url);
}

/* To a place on this page with focus, else to the other page. */
function go(address) {
  const there = new URL(address, location);
  const here = there.pathname === location.pathname && there.search === location.search;
  const target = here && there.hash && document.getElementById(there.hash.slice(1));
  if (!target) return leaveFor(there);
  location.hash = there.hash;
  const stop = target.querySelector(":is(td, th)[tabindex]") ?? target;
  if (!stop.hasAttribute("tabindex")) stop.tabIndex = -1;
  stop.focus({ preventScroll: true });
}

/* The browser does so itself, but for a field that was taken away when it lost focus: then to its cell. */
function putFocusBack() {
  forget();
  const isLost = document.activeElement === document.body || dialog.contains(document.activeElement);
  if (isLost) openers.find((element) => element?.isConnected)?.focus();
}
