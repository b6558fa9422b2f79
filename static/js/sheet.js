/* The plan page as a sheet one writes in. Without it every row has its link to a plain form. */

import { beforeLeaving } from "./leaving.js";
import { startDragging } from "./sheet/drag.js";
import { startEditor } from "./sheet/editor.js";
import { startFloating } from "./sheet/floating.js";
import { startForms } from "./sheet/forms.js";
import { startGrid } from "./sheet/grid.js";
import { startNewRows } from "./sheet/new_row.js";
import { startPaste } from "./sheet/paste.js";
import { startPresence } from "./sheet/presence.js";
import { startAtAddressed } from "./sheet/refresh.js";
import { startRowSaving } from "./sheet/row_saving.js";
import { startRows } from "./sheet/rows.js";
import { startSelection } from "./sheet/selection.js";
import { startStates } from "./sheet/states.js";
import { whenSaved } from "./sheet/saving.js";
import { startTips } from "./sheet/tips.js";

if (document.querySelector("[data-plan]")) {
  startGrid();
  startEditor();
  startStates();
  startForms();
  startFloating();
  startPaste();
  startPresence();
  startRowSaving();
  startNewRows();
  startRows();
  startSelection();
  startDragging();
  startTips();
  startAtAddressed();
  beforeLeaving(whenSaved);
}
