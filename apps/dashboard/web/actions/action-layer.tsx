import { useStore } from "../api/value-store.ts";
import { ActionSheet } from "./action-sheet.tsx";
import { CallNotes } from "./call-notes.tsx";
import { openSheets } from "./open-sheets.ts";

/** What lies over the page while somebody acts. */
export function ActionLayer() {
  return (
    <>
      {useStore(openSheets).map((sheet) => (
        <ActionSheet key={sheet.key} sheet={sheet} />
      ))}
      <CallNotes />
    </>
  );
}
