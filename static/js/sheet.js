/* The plan page as a sheet one writes in. Without it every row has its link to a plain form. */

import { startEditor } from "./sheet/editor.js";
import { startForms } from "./sheet/forms.js";
import { startGrid } from "./sheet/grid.js";
import { startPresence } from "./sheet/presence.js";
import { startStates } from "./sheet/states.js";
import { startTips } from "./sheet/tips.js";

if (document.querySelector("[data-plan]")) {
  startGrid();
  startEditor();
  startStates();
  startForms();
  startPresence();
  startTips();
}
