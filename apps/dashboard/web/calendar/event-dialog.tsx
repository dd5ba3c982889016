import { ItemDetails } from "../sensors/item-details.tsx";
import type { SensorItem } from "../sensors/sensor-item.ts";
import { PageDialog } from "./page-dialog.tsx";
import { whenTextOf } from "./when-text.ts";

/** An event with everything that is known of it, and what can be done to it. An action takes its place. */
export function EventDialog({ item, zone, onClose }: { item: SensorItem; zone: string; onClose(): void }) {
  return (
    <PageDialog title={item.title || "–"} onClose={onClose}>
      <p class="when">{whenTextOf(item, zone)}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what is clicked are the buttons inside, by keyboard too */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: what is clicked are the buttons inside, by keyboard too */}
      <div onClick={({ target }) => (target as Element).closest(".item-actions button") && onClose()}>
        <ItemDetails item={item} isOpen />
      </div>
    </PageDialog>
  );
}
