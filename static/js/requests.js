/* Requests to our own server, with Django's token and answers as JSON. */

/* The token as it is now: signing in again in another tab changes it under a page that is open. */
export function csrfToken() {
  const cookie = document.cookie.match(/(?:^|; )(?:__Host-csrf|csrftoken)=([^;]+)/);
  return cookie?.[1] ?? document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

/* POST of form fields; `fields` is what URLSearchParams and FormData take. */
export function post(url, fields, { accept = "application/json", signal, keepalive = false } = {}) {
  return fetch(url, {
    method: "POST",
    body: fields instanceof FormData ? fields : new URLSearchParams(fields),
    headers: { "X-CSRFToken": csrfToken(), Accept: accept, "X-Requested-With": "XMLHttpRequest" },
    signal,
    keepalive,
  });
}

/* What the answer says as JSON; null when it is something else, as the page of a proxy in between. */
export async function answerOf(response) {
  if (!response.headers.get("Content-Type")?.startsWith("application/json")) return null;
  return response.json().catch(() => null);
}
