import "../styles/actions.css";

// One file for the browser: whoever acts needs most of it.
export { RecurrenceText } from "../services/recurrence-text.tsx";
export { ServicesPage } from "../services/services-page.tsx";
export { ActionLayer } from "./action-layer.tsx";
export { actionTexts } from "./action-texts.ts";
export { callCarefully } from "./careful-calls.ts";
export { ItemActions } from "./item-actions-view.tsx";
export { openSheet } from "./open-sheets.ts";
