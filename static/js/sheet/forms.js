/* Forms that change rows (Ångra among them) are sent without leaving the page: those within the sheet, those marked
   data-refresh, and the undo of a message. */

import { announce } from "./announce.js";
import { postAndRefresh } from "./refresh.js";

const FORMS = ".plan-page form[method=post]:not([enctype], [data-outline]), #messages form[method=post], form[data-refresh]";

export function startForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(FORMS)) return;
    event.preventDefault();
    postAndRefresh(form.action, new FormData(form, event.submitter)).then(sayMessages).catch(tell);
  });
}

export function sayMessages() {
  const words = document.querySelector("#messages .notice-body")?.textContent.trim();
  if (words) announce(words);
}

/* What did not work, among the page's messages. */
export function tell(error) {
  const notice = document.createElement("div");
  notice.className = "notice notice-danger";
  const body = notice.appendChild(document.createElement("p"));
  body.className = "notice-body";
  body.textContent = error.message;
  document.getElementById("messages")?.replaceChildren(notice);
  announce(error.message);
}
