import type { HubEvent, JsonObject } from "../api/api-types.ts";
import type { HubState } from "../api/hub-state.ts";
import { isObject } from "../sensors/sensor-item.ts";
import { eventTitleOf } from "../texts/plugin-texts.ts";
import { chosenEvents } from "./chosen-events.ts";

/** Older events happened while the page was closed or offline (ms). */
const maxAge = 5 * 60_000;
/** Of the events that arrive at once, the newest. */
const maxAtOnce = 3;
const maxKnown = 10_000;
/** Fields of a payload that say what an event is about. */
const subjectFields = ["subject", "title", "name", "topic"];

let isRunning = false;

/** Shows a notification for each new event that the person chose, while the page is open. */
export function startNotifier(hub: Pick<HubState, "events">, show: (event: HubEvent) => unknown = showNotification): void {
  if (isRunning) return;
  isRunning = true;
  let known = keysOf(hub.events.get());
  hub.events.subscribe(() => {
    const events = hub.events.get();
    const oldest = Date.now() - maxAge;
    const isWanted = (event: HubEvent) =>
      !known.has(keyOf(event)) && chosenEvents.get().includes(event.type) && Date.parse(event.at) > oldest;
    const wanted = events.filter(isWanted).slice(0, maxAtOnce);
    known = known.size > maxKnown ? keysOf(events) : new Set([...known, ...keysOf(events)]);
    for (const event of wanted) void show(event);
  });
}

/** A journal that begins again has the same ids. */
const keyOf = ({ id, at }: HubEvent): string => `${id} ${at}`;
const keysOf = (events: readonly HubEvent[]): Set<string> => new Set(events.map(keyOf));

async function showNotification({ id, type, account, payload }: HubEvent): Promise<void> {
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
