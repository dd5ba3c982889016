import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { useTexts } from "../texts/texts.ts";

/** Says that sensors are still missing, once that has taken longer than usual. */
export function NotKnownNote() {
  const { unknown } = useTexts().home;
  const knowsSensors = useStore(useHub().knowsSensors);
  return knowsSensors ? null : <p class="empty not-known">{unknown}</p>;
}
