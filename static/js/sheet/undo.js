/* What was changed in cells since the page was opened, so that Ctrl+Z puts it back. Kept in the page alone; the history has it all. */

const MOST = 200;
const changes = [];

export function remember(change) {
  changes.push(change);
  if (changes.length > MOST) changes.shift();
}

export function undoLast() {
  return changes.pop();
}
