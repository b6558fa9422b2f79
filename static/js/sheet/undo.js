/* What was changed in cells since the page was opened, so that Ctrl+Z puts it back and Ctrl+Y does it again. Kept in the page
   alone; the history has it all. */

const MOST = 200;
const done = [];
const undone = [];

/* A change is { row, field, before, after }, the last two { value, actors }; actors are null where they were left as they were. */
export function remember(change) {
  done.push(change);
  undone.length = 0;
  if (done.length > MOST) done.shift();
}

/* Where a change of the text has changed who is linked too, both are put back. */
export function rememberLinks(change, { former, actors }) {
  if (former.length === actors.length && former.every(({ id }) => actors.some((actor) => actor.id === id))) return;
  change.before.actors ??= former;
  change.after.actors = actors;
}

export function undoLast() {
  return step(done, undone);
}

export function redoLast() {
  return step(undone, done);
}

function step(from, to) {
  const change = from.pop();
  if (change) to.push(change);
  return change;
}

/* A new row has got its id. */
export function renameRow(row, id) {
  for (const change of [...done, ...undone]) if (change.row === row) change.row = id;
}
