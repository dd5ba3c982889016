import type { HubEvent, JsonObject } from "../api/api-types.ts";
import type { HubState } from "../api/hub-state.ts";
import { isObject } from "../sensors/sensor-item.ts";
import { eventTitleOf } from "../texts/plugin-texts.ts";
import { chosenEvents } from "./chosen-events.ts";

/** Older events happened while the page was closed or offline (ms). */
const maxAge = 5 * 60_000;
/** Of the events that arrive at once, the newest. */
const maxAtOnce = 3;
/** Fields of a payload that say what an event is about. */
const subjectFields = ["subject", "title", "name", "topic"];

let isRunning = false;

/** Shows a notification for each new event that the person chose, while the page is open. */
export function startNotifier(hub: HubState): void {
  if (isRunning) return;
  isRunning = true;
  let newest = newestIdOf(hub.events.get());
  hub.events.subscribe(() => {
    const events = hub.events.get();
    const oldest = Date.now() - maxAge;
    const isWanted = ({ id, type, at }: HubEvent) => Number(id) > newest && chosenEvents.get().includes(type) && Date.parse(at) > oldest;
    const wanted = events.filter(isWanted).slice(0, maxAtOnce);
    newest = Math.max(newest, newestIdOf(events));
    for (const event of wanted) void show(event);
  });
}

const newestIdOf = ([event]: readonly HubEvent[]): number => Number(event?.id ?? 0);

async function show({ id, type, account, payload }: HubEvent): Promise<void> {
  if (Notification.permission !== "granted") return;
  const subject = isObject(payload) ? subjectOf(payload) : undefined;
  const options = { body: [subject, account].filter((part) => part !== undefined).join(" · "), tag: `casement-${id}`, icon: "icon.svg" };
  // Only with a worker, phones show notifications. Without one, `ready` would wait for ever.
  const worker = await navigator.serviceWorker?.getRegistration();
  if (worker) await worker.showNotification(eventTitleOf(type), options);
  else new Notification(eventTitleOf(type), options);
}

function subjectOf(payload: JsonObject): string | undefined {
  const field = subjectFields.find((name) => typeof payload[name] === "string");
  return field === undefined ? undefined : String(payload[field]);
}
