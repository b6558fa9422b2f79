/* What the server offers while one types. Only the last question is ever answered. */

const PAUSE = 150; // ms without a key before asking

let timer = 0;
let asking = null;

/* `take` gets the suggestions when they have come; nothing when a newer question was asked or the server is away. */
export function ask(address, query, take) {
  forget();
  if (!query) return;
  timer = setTimeout(() => fetched(address, query).then(take, () => {}), PAUSE);
}

export function forget() {
  clearTimeout(timer);
  asking?.abort();
}

async function fetched(address, query) {
  asking = new AbortController();
  const response = await fetch(`${address}?${new URLSearchParams({ q: query })}`, {
    headers: { Accept: "application/json" },
    signal: asking.signal,
  });
  if (!response.ok) throw new Error(`${response.status}`);
  return (await response.json()).suggestions;
}
