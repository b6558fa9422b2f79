/* htmx requests carry Django's CSRF token, and a request that fails says so in the page's messages. */

import { tellFault } from "./notices.js";

const SAFE = new Set(["get", "head", "options"]);

export function sendCsrfToken(root) {
  root.addEventListener("htmx:configRequest", (event) => {
    const token = root.querySelector('meta[name="csrf-token"]')?.content;
    if (token && !SAFE.has(event.detail.verb.toLowerCase())) {
      event.detail.headers["X-CSRFToken"] = token;
    }
  });
}

export function tellWhenRequestFails(root) {
  root.addEventListener("htmx:sendError", () => tellFault(new TypeError()));
  root.addEventListener("htmx:responseError", (event) => tellFault(new Error(wordsFor(event.detail.xhr.status))));
}

function wordsFor(status) {
  if (status === 403) return "Det gick inte att spara. Du kan ha blivit utloggad. Ladda om sidan och försök igen.";
  if (status === 404) return "Det du ville ändra finns inte längre. Ladda om sidan.";
  return "Något gick fel hos oss. Försök igen om en stund.";
}
