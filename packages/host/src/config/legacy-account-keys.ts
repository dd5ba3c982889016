import { stringify } from "yaml";
import { isRecord } from "./environment.ts";

// The keys of the O365 integration for Home Assistant (v5.3.5 and earlier), and what replaces them.

export interface LegacyKeyAdvice {
  readonly message: string;
  /** The key that replaces the old one. It is not reported as missing. */
  readonly replaces?: string;
}

type AdviceFor = (value: unknown) => LegacyKeyAdvice;

const flowYaml = (value: unknown): string => stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim();

const renamedTo =
  (key: string, write: (value: unknown) => unknown = (value) => value): AdviceFor =>
  (value) => ({ message: `is a key of the O365 integration; replace it with  ${key}: ${flowYaml(write(value))}`, replaces: key });

const movedToPlugin =
  (id: string, block: (value: any) => Record<string, unknown> | undefined = () => ({})): AdviceFor =>
  (value) => {
    const replacement = block(value);
    const advice = replacement
      ? `replace it with  plugins: ${flowYaml({ [id]: replacement })}`
      : `remove it and do not list  ${id}  under  plugins`;
    return { message: `is a key of the O365 integration; ${advice}` };
  };

const replacedByLogin =
  (callback: (value: unknown) => boolean): AdviceFor =>
  (value) => ({
    message: `is a key of the O365 integration; remove it and sign in with  casement login <account> ${callback(value) ? "--callback" : "--paste  (or without --paste, by device code)"}`,
  });

const entriesOf = (value: unknown): readonly Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** Old key of a mail sensor → new key. Other keys are unchanged. */
const mailKeys: Readonly<Record<string, string>> = {
  max_items: "maxItems",
  is_unread: "unread",
  has_attachment: "hasAttachments",
  subject_contains: "subjectContains",
  subject_is: "subjectIs",
  body_contains: "bodyContains",
  download_attachments: "attachments",
};

function mailSensor({ show_body, html_body, ...old }: Record<string, unknown>): Record<string, unknown> {
  // By default, the old integration showed text bodies and attachment names.
  const body = html_body === true ? "html" : show_body === false ? "none" : "text";
  const renamedKeys = Object.entries(old).map(([key, value]) => [mailKeys[key] ?? key, value]);
  return { attachments: true, ...Object.fromEntries(renamedKeys), body };
}

const mailSensors = movedToPlugin("email", (value) => ({ sensors: entriesOf(value).map(mailSensor) }));

const updatesOf = (value: unknown): Record<string, unknown> =>
  isRecord(value) && value.enable_update === true ? { enableUpdate: true } : {};

export const legacyAccountKeys: Readonly<Record<string, AdviceFor>> = {
  account_name: renamedTo("name", (value) => slug(value)),
  client_id: renamedTo("clientId"),
  client_secret: renamedTo("clientSecret", () => `\${CASEMENT_SECRET}`),
  enable_update: renamedTo("enableUpdate"),
  shared_mailbox: renamedTo("sharedMailbox", (value) => String(value).replace(/^user:/, "")),
  alt_auth_method: replacedByLogin((value) => value === true),
  // The older key has the opposite meaning.
  alt_auth_flow: replacedByLogin((value) => value !== true),
  enable_calendar: movedToPlugin("calendar", (value) => (value === false ? undefined : {})),
  basic_calendar: movedToPlugin("calendar", (value) => (value === true ? { basic: true } : {})),
  calendars: movedToPlugin("calendar", (value) => ({ calendars: entriesOf(value).map(calendar) })),
  track_new_calendar: movedToPlugin("calendar", (value) => (value === false ? { track: "none" } : {})),
  groups: movedToPlugin("group-calendar", (value) =>
    value === false ? undefined : { calendars: [{ group: "<id or mail>", name: "Team" }] },
  ),
  email_sensor: mailSensors,
  email_sensors: mailSensors,
  query_sensors: mailSensors,
  status_sensors: movedToPlugin("status", (value) => updatesOf(entriesOf(value).find((entry) => entry.enable_update === true))),
  chat_sensors: movedToPlugin("chat", (value) => updatesOf(entriesOf(value).find((entry) => entry.enable_update === true))),
  todo_sensors: movedToPlugin("todo", (value) => (isRecord(value) && value.enabled !== true ? undefined : updatesOf(value))),
  auto_reply_sensors: movedToPlugin("autoreply"),
};

function calendar(old: Record<string, unknown>): Record<string, unknown> {
  const names: Readonly<Record<string, string>> = { calendar_name: "calendar", start_offset: "startOffset", end_offset: "endOffset" };
  return Object.fromEntries(Object.entries(old).map(([key, value]) => [names[key] ?? key, value]));
}

function slug(value: unknown): string {
  const text = String(value)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  return text.slice(0, 32) || "home";
}
