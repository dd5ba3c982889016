import { CasementError, type Presentation } from "@casement/core";
import type { AccountStatus, JournalEvent, SensorSnapshot, ServiceInfo } from "@casement/host";
import type { AccessGrant } from "./access-grant.ts";
import type { AuthenticatedClient } from "./authenticated-client.ts";
import { wallKindName } from "./browser-kinds.ts";

/** What a client is shown of accounts, sensors, services and events. Undefined: nothing of it. */
export interface ClientVisibility {
  account(status: AccountStatus): AccountStatus;
  sensor(snapshot: SensorSnapshot): SensorSnapshot | undefined;
  service(service: ServiceInfo): ServiceInfo | undefined;
  event(event: JournalEvent): JournalEvent | undefined;
}

const everything: ClientVisibility = {
  account: (status) => status,
  sensor: (snapshot) => snapshot,
  service: (service) => service,
  event: (event) => event,
};

/** A display on a wall is shown what its page draws, and nothing else: guests stand in front of it. All others are shown everything. */
export const visibilityOf = (client: AuthenticatedClient | undefined): ClientVisibility =>
  client?.grant?.kind === wallKindName ? visibilityOfWall(client.grant) : everything;

const visibilityOfWall = ({ mayTick = [] }: AccessGrant): ClientVisibility => ({
  account: ({ username: _, ...status }) => status,
  sensor: toWallSensor,
  service(service) {
    const { id, account, item, target } = service;
    const isTick = (item?.does === "complete" || item?.does === "reopen") && target !== undefined;
    return isTick && mayTick.some((list) => list.startsWith(`${account}/${id.split("/")[0]}/`)) ? service : undefined;
  },
  // Says that an account has changed. Everything else that happens is for people.
  event: (event) => (event.type.startsWith("account/") ? { ...event, payload: {} } : undefined),
});

/** What the page's cards use of a sensor: agendas and lists with the fields of their lines, and states that are words. Undefined: it is on no card. */
function toWallSensor(snapshot: SensorSnapshot): SensorSnapshot | undefined {
  const { present, attributes } = snapshot;
  const items = present?.items;
  if (items?.as === "events" || items?.as === "tasks") {
    const { attribute, truncated, days } = items;
    const list = attributes[attribute];
    const fields = lineFieldsOf(items);
    const shown = { ...pick(attributes, [truncated, days, present!.color, present!.editable]) };
    return { ...snapshot, attributes: { ...shown, ...(Array.isArray(list) && { [attribute]: list.map((item) => pick(item, fields)) }) } };
  }
  if (present?.kind !== "enum" || items) return undefined;
  return { ...snapshot, attributes: pick(attributes, [present.color, ...(present.details ?? [])]) };
}

type NamedItems = NonNullable<Presentation["items"]>;

/** The text of an event can be an invitation with a code to dial in. That of a task is written for whoever does it. */
const lineFieldsOf = ({ as, id = "id", title, start, end, location, canceled, series, done, text }: NamedItems) => [
  ...[id, title, start, end, location, canceled, series, done],
  ...(as === "tasks" ? [text] : []),
];

function pick(from: unknown, names: readonly (string | undefined)[]): Readonly<Record<string, unknown>> {
  if (typeof from !== "object" || from === null) return {};
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
}

/** What a display is told that asks for more. */
export const createDisplayRefusal = ({ name }: AccessGrant): CasementError =>
  new CasementError(
    "forbidden",
    `The access "${name}" is for a display, which is shown only calendars, task lists and states. To see more, open a read-only link for a browser: casement access add browser --read-only.`,
    { details: { reason: "display", access: name } },
  );
