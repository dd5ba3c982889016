import { ItemDetails } from "../sensors/item-details.tsx";
import type { SensorItem } from "../sensors/sensor-item.ts";
import { PageDialog } from "./page-dialog.tsx";
import { whenTextOf } from "./when-text.ts";

/**
 * An event with everything that is known of it, and what can be done to it. An action takes its place: it is closed before the form of the action
 * opens, so that the focus goes back to the calendar after it.
 */
export function EventDialog({ item, zone, onClose }: { item: SensorItem; zone: string; onClose(): void }) {
  return (
    <PageDialog title={item.title || "–"} onClose={onClose}>
      <p class="when">{whenTextOf(item, zone)}</p>
      <div onClickCapture={({ target }) => (target as Element).closest(".item-actions button")?.closest("dialog")?.close()}>
        <ItemDetails item={item} isOpen />
      </div>
    </PageDialog>
  );
}
