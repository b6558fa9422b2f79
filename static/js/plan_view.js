/* Filter and columns of a plan's page, applied as one chooses. Without this the forms reload the page. */

import { tellFault } from "./notices.js";
import { csrfToken } from "./requests.js";
import { announce } from "./sheet/announce.js";
import { keepHeadingsInSight } from "./table_headings.js";

const PAUSE = 350; // ms without a key before the search is made
const PARTS = ["#messages", ".plan-page"];

const filter = document.querySelector("[data-filter]");
const columns = document.querySelector("[data-columns]");
// Whether the page shows something else than its address says; and the work of showing that, while it goes on.
let isStale = false;
let showing = null;
let pause = 0;

keepHeadingsInSight();
document.addEventListener("sheet:refreshed", keepHeadingsInSight);
if (filter) {
  filter.addEventListener("input", (event) => wait(event.target.matches("select") ? 0 : PAUSE));
  filter.addEventListener("submit", (event) => { event.preventDefault(); wait(0); });
  document.addEventListener("click", clear);
}
columns?.addEventListener("submit", (event) => { event.preventDefault(); chooseColumns(new FormData(columns, event.submitter)); });
columns?.addEventListener("change", () => chooseColumns(new FormData(columns)));
document.addEventListener("submit", (event) => { if (event.target.matches("[data-outline]")) { event.preventDefault(); foldOutline(event); } });

function wait(time) {
  clearTimeout(pause);
  pause = setTimeout(() => narrow(addressOf(filter)), time);
}

/* Only what narrows stands in the address. */
function addressOf(form) {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
  return `${location.pathname}${asked.size ? `?${asked}` : ""}`;
}

async function narrow(address) {
  if (address === `${location.pathname}${location.search}`) return;
  history.replaceState(history.state, "", address);
  pointExcel();
  await show();
  announce(document.querySelector("[data-count]")?.textContent ?? "Alla aktiviteter visas.");
}

function clear(event) {
  if (!event.target.closest("[data-clear]")) return;
  event.preventDefault();
  for (const control of filter.querySelectorAll("input, select")) control.value = "";
  filter.querySelector("input").focus();
  narrow(addressOf(filter));
}

async function chooseColumns(choice) {
  try {
    await prefer(columns.action, choice);
  } catch (error) {
    return tellFault(error);
  }
  if (choice.has("reset")) return location.reload();
  await show();
  announce("Kolumnerna är ändrade.");
}

/* The contents stand beside the plan, or in a line above it so that the tables get their room. */
function foldOutline({ target: form, submitter }) {
  const choice = new FormData(form, submitter);
  const isFolded = choice.get("value") === "on";
  form.closest(".plan-page").classList.toggle("is-folded", isFolded);
  form.querySelector(`button[value=${isFolded ? "off" : "on"}]`).focus({ preventScroll: true });
  prefer(form.action, choice).catch(tellFault);
}

/* Keeps a choice with the account. */
async function prefer(address, choice) {
  const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
  const response = await fetch(address, { method: "POST", body: choice, headers });
  if (!response.ok) throw new Error("Valet gick inte att spara. Ladda om sidan och försök igen.");
}

/* One at a time: an answer that took long never replaces a later one. */
async function show() {
  isStale = true;
  showing ??= showLatest().finally(() => { showing = null; });
  await showing;
}

async function showLatest() {
  while (isStale) {
    isStale = false;
    await refreshed().catch(tellFault);
  }
}

async function refreshed() {
  // What is being written is saved before the sheet is replaced, by those who know it.
  if (document.querySelector("[data-plan]")) return (await import("./sheet/refresh.js")).reload();
  const response = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error("Det gick inte att visa urvalet. Ladda om sidan och försök igen.");
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of PARTS) document.querySelector(part)?.replaceWith(document.adoptNode(page.querySelector(part)));
  keepHeadingsInSight();
}

function pointExcel() {
  const link = document.querySelector("[data-excel]");
  const asked = new URLSearchParams(location.search);
  asked.set("kolumner", "visade");
  link.search = asked;
}
