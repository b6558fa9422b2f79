/* Forms that change rows (Ångra among them) are sent without leaving the page: those within the sheet, those marked
   data-refresh, and the undo of a message. */

import { tellFault } from "../notices.js";
import { announce } from "./announce.js";
import { postAndRefresh } from "./refresh.js";

const FORMS = ".plan-page form[method=post]:not([enctype], [data-outline]), #messages form[method=post], form[data-refresh]";

export function startForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(FORMS)) return;
    event.preventDefault();
    postAndRefresh(form.action, new FormData(form, event.submitter)).then(sayMessages).catch(tellFault);
  });
}

export function sayMessages() {
  const words = document.querySelector("#messages .notice-body")?.textContent.trim();
  if (words) announce(words);
}
