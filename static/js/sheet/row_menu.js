/* The one menu that all rows share, "Mer om …": opened by the row's button, Shift+F10 or the menu key. */

import { tellFault } from "../notices.js";
import { isNew, nameOf } from "./cells.js";
import { act, rowUrl } from "./row_changes.js";
import { whenSaved } from "./saving.js";

let menu;
/* The row that it is about, and what had focus when it was opened. */
let opened = { row: null, from: null };

export function openMenu(row, from) {
  if (isNew(row.dataset.row)) return;
  menu ??= makeMenu();
  opened = { row, from };
  menu.setAttribute("aria-label", `Mer om ${nameOf(row)}`);
  const back = encodeURIComponent(location.pathname + location.search);
  for (const link of menu.querySelectorAll("[data-go]")) link.href = `${rowUrl(row)}${link.dataset.go}?next=${back}`;
  menu.showPopover();
  place(from.getBoundingClientRect());
  items()[0].focus();
}

function makeMenu() {
  const made = document.querySelector("template[data-row-menu]").content.firstElementChild.cloneNode(true);
  document.querySelector("main").append(made);
  made.addEventListener("keydown", onKey);
  made.addEventListener("click", onClick);
  addEventListener("scroll", () => made.matches(":popover-open") && place(opened.from.getBoundingClientRect()), { passive: true });
  return made;
}

/* Under what opened it, or above where there is no room; it goes along when the page rolls. */
function place(anchor) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = anchor.bottom + height <= innerHeight ? anchor.bottom : Math.max(0, anchor.top - height);
  menu.style.top = `${below}px`;
  menu.style.left = `${Math.max(0, Math.min(anchor.left, innerWidth - width - 8))}px`;
}

function items() {
  return [...menu.querySelectorAll("[role=menuitem]")];
}

function close() {
  menu.hidePopover();
  opened.from?.focus();
}

function onKey(event) {
  const here = items().indexOf(document.activeElement);
  const count = items().length;
  const to = { ArrowDown: here + 1, ArrowUp: here - 1 + count, Home: 0, End: count - 1 }[event.key];
  if (to !== undefined) items()[to % count].focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function onClick(event) {
  const item = event.target.closest("[role=menuitem]");
  if (!item) return;
  if (item.dataset.do) {
    close();
    act(opened.row, item.dataset.do);
  } else if (!event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    close();
    whenSaved().then(() => location.assign(item.href)).catch(tellFault);
  }
}
