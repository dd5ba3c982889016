import { nearest } from "@casement/core";
import { isRecord, SecretReference } from "./home-assistant-yaml.ts";
import { migrateCalendarList, migrateInlineCalendars, predecessorWindow } from "./migrate-calendars.ts";
import { discoveredEntityOf, migrateMailSensors, recordsOf } from "./migrate-mail-sensors.ts";
import { migrateTaskLists } from "./migrate-task-lists.ts";
import {
  createMigrationLog,
  type EntityReplacement,
  type MigrationLog,
  type MigrationNote,
  toAddressSlug,
  toEntitySlug,
} from "./migration-log.ts";

/** What belongs to one account of the predecessor. */
export interface PredecessorAccount {
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
  readonly notes: readonly MigrationNote[];
  readonly replacements: readonly EntityReplacement[];
}

const supportedKeys = [
  ..."account_name client_id client_secret alt_auth_method alt_auth_flow enable_calendar enable_update basic_calendar groups".split(" "),
  ..."track_new_calendar email_sensor email_sensors query_sensors status_sensors chat_sensors todo_sensors".split(" "),
  ..."auto_reply_sensors shared_mailbox calendars".split(" "),
];

/** `name`: today's, unique. `secretFile`: where its client secret will lie; `accountType`: undefined to conclude it. */
export function migrateAccount(
  old: PredecessorAccount,
  { name, secretFile, accountType }: { name: string; secretFile: string | undefined; accountType: string | undefined },
): MigratedAccount {
  const { keys, single } = old;
  const notes: MigrationNote[] = [];
  const replacements: EntityReplacement[] = [];
  const tell = createMigrationLog(single ? undefined : String(keys.account_name), notes, replacements);
  if (keys.account_name !== undefined && keys.account_name !== name)
    tell.changed("account_name", `is ${name} now: small letters, digits and hyphens`);
  const shared = keys.shared_mailbox === undefined ? undefined : String(keys.shared_mailbox).replace(/^user:/, "");
  // The old form for one account had updates on.
  const enableUpdate = keys.enable_update === undefined ? single : keys.enable_update === true;
  const plugins = migratePlugins(old, name, enableUpdate, shared !== undefined, tell);
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
    tell.manual(
      "accountType",
      "is work here. For outlook.com, hotmail.com or live.com write personal, for an app of one organisation its domain",
    );
  noteSignInMethod(keys, name, tell);
  for (const strange of Object.keys(keys).filter((key) => !supportedKeys.includes(key))) {
    const near = nearest(strange, supportedKeys);
    tell.unsupported(strange, `is no key of the O365 integration${near ? `; ${near} is: did you mean that?` : ""}`);
  }
  return { name, block, notes, replacements };
}

/** The two keys say the opposite of each other. */
function noteSignInMethod(keys: Readonly<Record<string, unknown>>, name: string, tell: MigrationLog): void {
  const callback = "alt_auth_flow" in keys ? keys.alt_auth_flow !== true : keys.alt_auth_method === true;
  const key = "alt_auth_flow" in keys ? "alt_auth_flow" : "alt_auth_method";
  const how = callback ? `by browser:  casement login ${name} --callback` : `by pasting:  casement login ${name} --paste`;
  tell.unsupported(
    key,
    `is chosen at each sign-in now; as before it is ${how}  (without an option it is by code, which needs no redirect address)`,
  );
}

function migratePlugins(
  old: PredecessorAccount,
  account: string,
  enableUpdate: boolean,
  shared: boolean,
  tell: MigrationLog,
): Record<string, unknown> {
  const { keys } = old;
  const plugins: Record<string, unknown> = {};
  const name = String(keys.account_name ?? "");
  const suffix = old.single || name === "converted" ? "" : `_${name}`;
  /** Switched for itself, whatever the account says. */
  const updating = (own: boolean) => (own === enableUpdate ? {} : { enableUpdate: own });
  const { calendars, groups } = migrateCalendarList(old.calendars, account, suffix, tell);

  if (keys.enable_calendar !== false) {
    const basic = keys.basic_calendar === true && !shared;
    if (keys.basic_calendar === true && shared)
      tell.unsupported("basic_calendar", "Microsoft has no such permission for a shared mailbox; all of it is read");
    if (basic && enableUpdate) tell.changed("basic_calendar", "went before enable_update, so the calendar stays without updates");
    const entries = [...migrateInlineCalendars(keys.calendars, tell), ...calendars];
    plugins.calendar = {
      ...(basic && { basic }),
      ...(basic && updating(false)),
      ...(keys.track_new_calendar === false && { track: "none" }),
      ...predecessorWindow,
      ...(entries.length > 0 && { calendars: entries }),
    };
    if (old.calendars === undefined)
      tell.manual("calendars", "there is no list of this account's calendars (o365_storage/o365_calendars_…yaml) here, so all are shown");
  } else if (calendars.length > 0) tell.unsupported("enable_calendar", "is false, so the listed calendars are not shown, as before");

  if (shared) noteSharedMailboxLimits(keys, tell);
  if (keys.groups === true && !shared) {
    plugins["group-calendar"] = { ...predecessorWindow, ...(groups.length > 0 && { calendars: groups }) };
    if (groups.length === 0)
      tell.changed("groups", "no group stands in the list of calendars; those that you belong to are found and shown");
  } else if (groups.length > 0) tell.unsupported("o365_calendars", "has calendars of groups, but groups is not on");

  Object.assign(plugins, migrateMail(keys, account, enableUpdate, tell));
  if (shared) return plugins;

  const status = recordsOf(keys.status_sensors);
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
      tell.replaced(`sensor.${toEntitySlug(String(name))}`, `${account}/status/status`, discoveredEntityOf(account, "status", "status"));
    for (const { name } of people) {
      const address = toAddressSlug(name);
      tell.replaced(`sensor.${toEntitySlug(name)}`, `${account}/status/${address}`, discoveredEntityOf(account, "status", address));
    }
    if (own.length > 1) tell.changed("status_sensors", "your own presence is one sensor now");
  }
  const chat = recordsOf(keys.chat_sensors);
  if (chat.length > 0) {
    plugins.chat = updating(chat.some(({ enable_update }) => enable_update === true));
    tell.manual(
      "chat_sensors",
      "were read every 30 s. Microsoft's terms allow once a day, which holds until you write  poll: 30s  into the block chat",
    );
    for (const { name } of chat)
      tell.replaced(`sensor.${toEntitySlug(String(name))}`, `${account}/chat/chat`, discoveredEntityOf(account, "chat", "chat"));
  }
  const todo = migrateTaskLists(keys.todo_sensors, old.tasks, account, suffix, tell);
  if (todo) plugins.todo = { ...updating(isRecord(keys.todo_sensors) && keys.todo_sensors.enable_update === true), ...todo };
  if (keys.auto_reply_sensors !== undefined) {
    plugins.autoreply = {};
    for (const { name } of recordsOf(keys.auto_reply_sensors))
      tell.replaced(`sensor.${toEntitySlug(String(name))}`, `${account}/autoreply/autoreply`);
  }
  return plugins;
}

/** Sending was part of `enable_update`, whether or not mail was read; marking and moving are new. */
function migrateMail(
  keys: Readonly<Record<string, unknown>>,
  account: string,
  enableUpdate: boolean,
  tell: MigrationLog,
): { email?: Record<string, unknown> } {
  const sensors = migrateMailSensors(keys, account, tell);
  if (sensors.length === 0 && !enableUpdate) return {};
  if (!enableUpdate) return { email: { sensors } };
  const suffix = keys.account_name === undefined || keys.account_name === "converted" ? "" : `_${toEntitySlug(String(keys.account_name))}`;
  tell.replaced(`notify.o365_email${suffix}`, `service email/send of ${account}`, discoveredEntityOf(account, "email", "send", "notify"));
  tell.changed(
    "enable_update",
    "lets mail be sent, as before. Marking, moving and drafts are new: for them take enableUpdate and send out of the block email",
  );
  return { email: { enableUpdate: false, send: true, sensors } };
}

/** The predecessor skipped the whole account. */
function noteSharedMailboxLimits(keys: Readonly<Record<string, unknown>>, tell: MigrationLog): void {
  for (const key of ["status_sensors", "chat_sensors", "todo_sensors", "groups", "auto_reply_sensors"]) {
    const value = keys[key];
    const on = isRecord(value) ? value.enabled === true : value !== undefined && value !== false;
    if (on) tell.unsupported(key, "belongs to a person, not to a shared mailbox; give the person an account of its own");
  }
}

/** The value as it may stand in the file; `text` says what stands for a secret. */
export function replaceSecrets(value: unknown, text: (secret: SecretReference) => string): unknown {
  if (value instanceof SecretReference) return text(value);
  if (typeof value === "string") return escapeVariables(value);
  if (Array.isArray(value)) return value.map((item) => replaceSecrets(item, text));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceSecrets(item, text)]));
}

/** Else the hub would look for a variable. */
export const escapeVariables = (text: string): string => text.replace(/\$\{/g, () => "$${");
