/* A whole new plan page takes the place of the old one without a reload: after rows have come, gone or moved. */

import { close } from "./editor.js";
import { allRows, cellAt, cellsOf } from "./cells.js";
import { goTo, prepare } from "./grid.js";
import { whenSaved } from "./saving.js";
import { answerOf, csrfToken } from "../requests.js";

/* Posts a form of the page (an Ångra, a move) and shows the plan as it is after; a sentence is thrown when it did not work. */
export async function postAndRefresh(url, fields = {}, options = {}) {
  close();
  await whenSaved();
  const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
  const headers = { "X-CSRFToken": csrfToken(), Accept: "text/html", "X-Place": "1" };
  const response = await fetch(url, { method: "POST", body, headers });
  const answer = await answerOf(response);
  if (!answer) return refresh(response, options);
  // A redirect that fetch follows keeps its #fragment to itself, so the server tells where it leads.
  const place = new URL(answer.location, location.href);
  return refresh(await fetch(place, { headers: { Accept: "text/html" } }), { focus: options.focus || place.hash.slice(1) });
}

/* Fetches the plan anew: somebody else has changed its rows. */
export async function reload() {
  close();
  await whenSaved();
  return refresh(await fetch(location.href, { headers: { Accept: "text/html" } }), { focus: placeOfFocus() });
}

/* Shows the page of an answer that is the plan; focus goes to `focus` (an id). */
export async function refresh(response, { focus = "" } = {}) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const sheet = page.querySelector(".plan-page");
  if (!response.ok || !sheet) throw new Error(page.querySelector("main h1")?.textContent.trim() || "Det gick inte. Ladda om sidan och försök igen.");
  const column = document.activeElement?.cellIndex ?? -1;
  for (const part of ["#messages", ".header-strip", ".plan-page"]) swap(part, page);
  prepare();
  document.dispatchEvent(new CustomEvent("sheet:refreshed"));
  putFocus(focus, column);
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
