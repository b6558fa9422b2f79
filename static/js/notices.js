/* What a page tells in its messages, as templates/components/notice.html has it, but for the icon. They are a live region: what comes
   there is read out, and nobody needs to say it as well. */

const AWAY = "Vi når inte servern just nu. Det du skrev finns kvar på sidan. Försök igen om en stund.";

/* `kind` is info or danger. */
export function makeNotice(kind, words) {
  const notice = document.createElement("div");
  notice.className = `notice notice-${kind}`;
  const body = notice.appendChild(document.createElement("p"));
  body.className = "notice-body";
  body.textContent = words;
  return notice;
}

/* What did not work, in the place of what was told before. */
export function tellFault(error) {
  // What `fetch` throws when nobody answers is in the browser's own words.
  const words = error instanceof TypeError ? AWAY : error.message;
  document.getElementById("messages")?.replaceChildren(makeNotice("danger", words));
  document.dispatchEvent(new CustomEvent("notices:told"));
}
