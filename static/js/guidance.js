/* Hints under fields fold by themselves; which ones somebody has open is kept with the account. */

import { post } from "./requests.js";

export function rememberTips(root) {
  // Toggling does not bubble, and a page that comes with a hint open says so at once: only what a person does is kept.
  root.addEventListener("click", (event) => {
    const tips = event.target.closest?.("details[data-tips] > summary")?.parentElement;
    if (tips) requestAnimationFrame(() => remember(tips));
  });
}

/* A choice that does not come through is made again next time; nobody needs to be told. */
export function remember(tips) {
  const key = tips.dataset.tips;
  const value = tips.open ? [["value", key]] : [];
  post("/konto/val/", [["name", "guidance.open"], ["offered", key], ...value]).catch(() => {});
}
