/* The keys, in a dialog over the page one is on: the same list as the page of keys, which is where the link leads without
   script. */

import { addShortcut } from "./shortcuts.js";

let dialog;

export function startKeyboardHelp(root) {
  const page = root.querySelector("a[data-keyboard-help]")?.href;
  if (page && new URL(page).pathname !== location.pathname) addShortcut("?", () => show(page));
}

async function show(page) {
  if (dialog?.open) return;
  try {
    dialog ??= made(await listOn(page));
  } catch {
    location.assign(page);
    return;
  }
  dialog.showModal();
}

async function listOn(page) {
  const response = await fetch(page, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!response.ok) throw new Error(`${response.status}`);
  const read = new DOMParser().parseFromString(await response.text(), "text/html");
  const list = read.getElementById("tangenter");
  // On a page with a table its keys are what one looks for.
  const here = document.querySelector("[data-sheet]") && list.querySelector("[aria-labelledby='keys-tabellen']");
  if (here) list.prepend(here);
  return [read.querySelector("h1"), list].map((piece) => document.importNode(piece, true));
}

function made([heading, list]) {
  const element = document.createElement("dialog");
  element.className = "dialog keyboard-help";
  element.setAttribute("aria-labelledby", "keyboard-help-title");
  const top = document.createElement("div");
  top.className = "dialog-top";
  const title = top.appendChild(document.createElement("h2"));
  title.id = "keyboard-help-title";
  title.textContent = heading.textContent;
  const close = top.appendChild(document.createElement("button"));
  close.autofocus = true; // and not the first thing in the list, which would be scrolled to
  close.type = "button";
  close.className = "btn btn-secondary";
  close.textContent = "Stäng";
  close.addEventListener("click", () => element.close());
  element.append(top, list);
  // A click beside the dialog's content is a click on the dialog itself.
  element.addEventListener("click", (event) => event.target === element && element.close());
  return document.body.appendChild(element);
}
