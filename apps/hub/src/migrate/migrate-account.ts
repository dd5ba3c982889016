import { nearestName } from "@casement/core";
import { calendarEntries, oldestCalendars, oldWindow } from "./calendars.ts";
import { isRecord, Secret } from "./home-assistant-yaml.ts";
import { entityOf, listOf, mailSensors } from "./mail-sensors.ts";
import { addressSlug, entitySlug, type Note, type Replacement, type Teller, teller } from "./notes.ts";
import { todoBlock } from "./task-lists.ts";

/** What belongs to one account of the predecessor. */
export interface OldAccount {
  /** Its block, without secrets. */
  readonly keys: Readonly<Record<string, unknown>>;
  /** The form before version 3: one account, its keys directly below `o365:`. */
  readonly single: boolean;
  /** Contents of `o365_calendars_<account>.yaml` and `o365_tasks_<account>.yaml`; undefined where there is none. */
  readonly calendars: unknown;
  readonly tasks: unknown;
}

export interface MigratedAccount {
  readonly name: string;
  /** For the list `accounts`. */
  readonly block: Record<string, unknown>;
  readonly notes: readonly Note[];
  readonly replacements: readonly Replacement[];
}

const handled = [
  ..."account_name client_id client_secret alt_auth_method alt_auth_flow enable_calendar enable_update basic_calendar groups".split(" "),
  ..."track_new_calendar email_sensor email_sensors query_sensors status_sensors chat_sensors todo_sensors".split(" "),
  ..."auto_reply_sensors shared_mailbox calendars".split(" "),
];

/** `name`: today's, unique. `secretFile`: where its client secret will lie; `accountType`: undefined to conclude it. */
export function migrateAccount(
  old: OldAccount,
  { name, secretFile, accountType }: { name: string; secretFile: string | undefined; accountType: string | undefined },
): MigratedAccount {
  const { keys, single } = old;
  const notes: Note[] = [];
  const replacements: Replacement[] = [];
  const tell = teller(single ? undefined : String(keys.account_name), notes, replacements);
  if (keys.account_name !== undefined && keys.account_name !== name)
    tell.differs("account_name", `is ${name} now: small letters, digits and hyphens`);
  const shared = keys.shared_mailbox === undefined ? undefined : String(keys.shared_mailbox).replace(/^user:/, "");
  // The old form for one account had updates on.
  const enableUpdate = keys.enable_update === undefined ? single : keys.enable_update === true;
  const plugins = pluginsOf(old, name, enableUpdate, shared !== undefined, tell);
  const block = {
    name,
    clientId: String(keys.client_id ?? ""),
    ...(secretFile !== undefined && { clientSecret: { file: `./${secretFile}` } }),
    accountType: accountType ?? "work",
    ...(enableUpdate && { enableUpdate }),
    ...(shared !== undefined && { sharedMailbox: shared }),
    plugins,
  };
  if (accountType === undefined && !["status", "chat", "group-calendar"].some((id) => id in plugins) && shared === undefined)
    tell.todo(
      "accountType",
      "is work here. For outlook.com, hotmail.com or live.com write personal, for an app of one organisation its domain",
    );
  tellSignIn(keys, name, tell);
  for (const strange of Object.keys(keys).filter((key) => !handled.includes(key))) {
    const near = nearestName(strange, handled);
    tell.left(strange, `is no key of the O365 integration${near ? `; ${near} is: did you mean that?` : ""}`);
  }
  return { name, block, notes, replacements };
}

/** The two keys say the opposite of each other. */
function tellSignIn(keys: Readonly<Record<string, unknown>>, name: string, tell: Teller): void {
  const callback = "alt_auth_flow" in keys ? keys.alt_auth_flow !== true : keys.alt_auth_method === true;
  const key = "alt_auth_flow" in keys ? "alt_auth_flow" : "alt_auth_method";
  const how = callback ? `by browser:  casement login ${name} --callback` : `by pasting:  casement login ${name} --paste`;
  tell.left(
    key,
    `is chosen at each sign-in now; as before it is ${how}  (without an option it is by code, which needs no redirect address)`,
  );
}

function pluginsOf(old: OldAccount, account: string, enableUpdate: boolean, shared: boolean, tell: Teller): Record<string, unknown> {
  const { keys } = old;
  const plugins: Record<string, unknown> = {};
  const name = String(keys.account_name ?? "");
  const suffix = old.single || name === "converted" ? "" : `_${name}`;
  /** Switched for itself, whatever the account says. */
  const updating = (own: boolean) => (own === enableUpdate ? {} : { enableUpdate: own });
  const { calendars, groups } = calendarEntries(old.calendars, account, suffix, tell);

  if (keys.enable_calendar !== false) {
    const basic = keys.basic_calendar === true && !shared;
    if (keys.basic_calendar === true && shared)
      tell.left("basic_calendar", "Microsoft has no such permission for a shared mailbox; all of it is read");
    if (basic && enableUpdate) tell.differs("basic_calendar", "went before enable_update, so the calendar stays without updates");
    const entries = [...oldestCalendars(keys.calendars, tell), ...calendars];
    plugins.calendar = {
      ...(basic && { basic }),
      ...(basic && updating(false)),
      ...(keys.track_new_calendar === false && { track: "none" }),
      ...oldWindow,
      ...(entries.length > 0 && { calendars: entries }),
    };
    if (old.calendars === undefined)
      tell.todo("calendars", "there is no list of this account's calendars (o365_storage/o365_calendars_…yaml) here, so all are shown");
  } else if (calendars.length > 0) tell.left("enable_calendar", "is false, so the listed calendars are not shown, as before");

  if (shared) refuseShared(keys, tell);
  if (keys.groups === true && !shared) {
    plugins["group-calendar"] = { ...oldWindow, ...(groups.length > 0 && { calendars: groups }) };
    if (groups.length === 0)
      tell.differs("groups", "no group stands in the list of calendars; those that you belong to are found and shown");
  } else if (groups.length > 0) tell.left("o365_calendars", "has calendars of groups, but groups is not on");

  Object.assign(plugins, mailBlock(keys, account, enableUpdate, tell));
  if (shared) return plugins;

  const status = listOf(keys.status_sensors);
  if (status.length > 0) {
    const own = status.filter(({ email }) => email === undefined);
    const people = status
      .filter(({ email }) => email !== undefined)
      .map(({ email, name }) => ({ user: String(email), name: String(name) }));
    plugins.status = {
      ...updating(status.some(({ enable_update }) => enable_update === true)),
      ...(own.length === 0 && { own: false }),
      ...(people.length > 0 && { people }),
    };
    for (const { name } of own)
      tell.replaces(`sensor.${entitySlug(String(name))}`, `${account}/status/status`, entityOf(account, "status", "status"));
    for (const { name } of people) {
      const address = addressSlug(name);
      tell.replaces(`sensor.${entitySlug(name)}`, `${account}/status/${address}`, entityOf(account, "status", address));
    }
    if (own.length > 1) tell.differs("status_sensors", "your own presence is one sensor now");
  }
  const chat = listOf(keys.chat_sensors);
  if (chat.length > 0) {
    plugins.chat = updating(chat.some(({ enable_update }) => enable_update === true));
    tell.todo(
      "chat_sensors",
      "were read every 30 s. Microsoft's terms allow once a day, which holds until you write  poll: 30s  into the block chat",
    );
    for (const { name } of chat)
      tell.replaces(`sensor.${entitySlug(String(name))}`, `${account}/chat/chat`, entityOf(account, "chat", "chat"));
  }
  const todo = todoBlock(keys.todo_sensors, old.tasks, account, suffix, tell);
  if (todo) plugins.todo = { ...updating(isRecord(keys.todo_sensors) && keys.todo_sensors.enable_update === true), ...todo };
  if (keys.auto_reply_sensors !== undefined) {
    plugins.autoreply = {};
    for (const { name } of listOf(keys.auto_reply_sensors))
      tell.replaces(`sensor.${entitySlug(String(name))}`, `${account}/autoreply/autoreply`);
  }
  return plugins;
}

/** Sending was part of `enable_update`, whether or not mail was read; marking and moving are new. */
function mailBlock(
  keys: Readonly<Record<string, unknown>>,
  account: string,
  enableUpdate: boolean,
  tell: Teller,
): { email?: Record<string, unknown> } {
  const sensors = mailSensors(keys, account, tell);
  if (sensors.length === 0 && !enableUpdate) return {};
  if (!enableUpdate) return { email: { sensors } };
  const suffix = keys.account_name === undefined || keys.account_name === "converted" ? "" : `_${entitySlug(String(keys.account_name))}`;
  tell.replaces(`notify.o365_email${suffix}`, `service email/send of ${account}`, entityOf(account, "email", "send", "notify"));
  tell.differs(
    "enable_update",
    "lets mail be sent, as before. Marking, moving and drafts are new: for them take enableUpdate and send out of the block email",
  );
  return { email: { enableUpdate: false, send: true, sensors } };
}

/** The predecessor skipped the whole account. */
function refuseShared(keys: Readonly<Record<string, unknown>>, tell: Teller): void {
  for (const key of ["status_sensors", "chat_sensors", "todo_sensors", "groups", "auto_reply_sensors"]) {
    const value = keys[key];
    const on = isRecord(value) ? value.enabled === true : value !== undefined && value !== false;
    if (on) tell.left(key, "belongs to a person, not to a shared mailbox; give the person an account of its own");
  }
}

/** The value as it may stand in the file; `text` says what stands for a secret. */
export function withoutSecrets(value: unknown, text: (secret: Secret) => string): unknown {
  if (value instanceof Secret) return text(value);
  if (typeof value === "string") return escaped(value);
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, text));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutSecrets(item, text)]));
}

/** Else the hub would look for a variable. */
export const escaped = (text: string): string => text.replace(/\$\{/g, () => "$${");
