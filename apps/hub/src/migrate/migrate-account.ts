import { nearestName } from "@casement/core";
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

/** One account of the predecessor. */
export interface PredecessorAccount {
  /** Its block in the configuration, without secrets. */
  readonly keys: Readonly<Record<string, unknown>>;
  /** The form before version 3: one account, with its keys directly below `o365:`. */
  readonly single: boolean;
  /** Contents of `o365_calendars_<account>.yaml` and `o365_tasks_<account>.yaml`. Undefined if the file does not exist. */
  readonly calendars: unknown;
  readonly tasks: unknown;
}

export interface MigratedAccount {
  readonly name: string;
  /** Entry of the list `accounts`. */
  readonly block: Record<string, unknown>;
  readonly notes: readonly MigrationNote[];
  readonly replacements: readonly EntityReplacement[];
}

const supportedKeys = [
  ..."account_name client_id client_secret alt_auth_method alt_auth_flow enable_calendar enable_update basic_calendar groups".split(" "),
  ..."track_new_calendar email_sensor email_sensors query_sensors status_sensors chat_sensors todo_sensors".split(" "),
  ..."auto_reply_sensors shared_mailbox calendars".split(" "),
];

/** `name`: the new, unique name. `secretFile`: file of the client secret. `accountType`: undefined to use the default. */
export function migrateAccount(
  old: PredecessorAccount,
  { name, secretFile, accountType }: { name: string; secretFile: string | undefined; accountType: string | undefined },
): MigratedAccount {
  const { keys, single } = old;
  const notes: MigrationNote[] = [];
  const replacements: EntityReplacement[] = [];
  const log = createMigrationLog(single ? undefined : String(keys.account_name), notes, replacements);
  if (keys.account_name !== undefined && keys.account_name !== name)
    log.changed("account_name", `is now ${name}, because only lowercase letters, digits, and hyphens are allowed`);
  const shared = keys.shared_mailbox === undefined ? undefined : String(keys.shared_mailbox).replace(/^user:/, "");
  // In the form for one account, updates were on by default.
  const enableUpdate = keys.enable_update === undefined ? single : keys.enable_update === true;
  const plugins = migratePlugins(old, name, enableUpdate, shared !== undefined, log);
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
    log.manual(
      "accountType",
      "is set to work. For outlook.com, hotmail.com, or live.com, set it to personal; for an app of one organization, to its domain",
    );
  noteSignInMethod(keys, name, log);
  for (const unknown of Object.keys(keys).filter((key) => !supportedKeys.includes(key))) {
    const suggestion = nearestName(unknown, supportedKeys);
    log.unsupported(unknown, `is not a key of the O365 integration${suggestion ? `; did you mean ${suggestion}?` : ""}`);
  }
  return { name, block, notes, replacements };
}

/** The two keys have opposite meanings. */
function noteSignInMethod(keys: Readonly<Record<string, unknown>>, name: string, log: MigrationLog): void {
  const callback = "alt_auth_flow" in keys ? keys.alt_auth_flow !== true : keys.alt_auth_method === true;
  const key = "alt_auth_flow" in keys ? "alt_auth_flow" : "alt_auth_method";
  const option = callback ? "--callback" : "--paste";
  log.unsupported(
    key,
    `is now chosen at each sign-in; to sign in as before, use casement login ${name} ${option} (without an option, a device code is used, which needs no redirect URI)`,
  );
}

function migratePlugins(
  old: PredecessorAccount,
  account: string,
  enableUpdate: boolean,
  shared: boolean,
  log: MigrationLog,
): Record<string, unknown> {
  const { keys } = old;
  const plugins: Record<string, unknown> = {};
  const name = String(keys.account_name ?? "");
  const suffix = old.single || name === "converted" ? "" : `_${name}`;
  /** `enableUpdate` of a plugin, if it differs from that of the account. */
  const updateOption = (enabled: boolean) => (enabled === enableUpdate ? {} : { enableUpdate: enabled });
  const isShown = (plugin: string) => (plugin === "calendar" ? keys.enable_calendar !== false : keys.groups === true && !shared);
  const { calendars, groups } = migrateCalendarList(old.calendars, account, suffix, isShown, log);

  if (isShown("calendar")) {
    const basic = keys.basic_calendar === true && !shared;
    if (keys.basic_calendar === true && shared)
      log.unsupported("basic_calendar", "Microsoft has no such permission for a shared mailbox; all details are read");
    if (basic && enableUpdate) log.changed("basic_calendar", "took precedence over enable_update, so the calendar stays read-only");
    const entries = [...migrateInlineCalendars(keys.calendars, account, log), ...calendars];
    plugins.calendar = {
      ...(basic && { basic }),
      ...(basic && updateOption(false)),
      ...(keys.track_new_calendar === false && { track: "none" }),
      ...predecessorWindow,
      ...(entries.length > 0 && { calendars: entries }),
    };
    if (old.calendars === undefined)
      log.manual(
        "calendars",
        "the list of this account's calendars (o365_storage/o365_calendars_…yaml) was not found, so all calendars are shown",
      );
  } else if (calendars.length > 0) log.unsupported("enable_calendar", "is false, so the listed calendars are not shown, as before");

  if (shared) noteSharedMailboxLimits(keys, log);
  if (isShown("group-calendar")) {
    plugins["group-calendar"] = { ...predecessorWindow, ...(groups.length > 0 && { calendars: groups }) };
    if (groups.length === 0)
      log.changed("groups", "the list of calendars contains no group; the groups that you belong to are found and shown");
  } else if (groups.length > 0) log.unsupported("o365_calendars", "contains group calendars, but groups is not enabled");

  Object.assign(plugins, migrateMail(keys, account, enableUpdate, log));
  if (shared) return plugins;

  const status = recordsOf(keys.status_sensors);
  if (status.length > 0) {
    const ownStatus = status.filter(({ email }) => email === undefined);
    const people = status
      .filter(({ email }) => email !== undefined)
      .map(({ email, name }) => ({ user: String(email), name: String(name) }));
    plugins.status = {
      ...updateOption(status.some(({ enable_update }) => enable_update === true)),
      ...(ownStatus.length === 0 && { own: false }),
      ...(people.length > 0 && { people }),
    };
    for (const { name } of ownStatus)
      log.replaced(`sensor.${toEntitySlug(String(name))}`, `${account}/status/status`, discoveredEntityOf(account, "status", "status"));
    for (const { name } of people) {
      const slug = toAddressSlug(name);
      log.replaced(`sensor.${toEntitySlug(name)}`, `${account}/status/${slug}`, discoveredEntityOf(account, "status", slug));
    }
    if (ownStatus.length > 1) log.changed("status_sensors", "your own presence is now one sensor");
  }
  const chat = recordsOf(keys.chat_sensors);
  if (chat.length > 0) {
    plugins.chat = updateOption(chat.some(({ enable_update }) => enable_update === true));
    log.manual(
      "chat_sensors",
      "were read every 30 s. Microsoft's terms allow one read a day, which is the default. To read as often as before, set poll: 30s in the block chat",
    );
    for (const { name } of chat)
      log.replaced(`sensor.${toEntitySlug(String(name))}`, `${account}/chat/chat`, discoveredEntityOf(account, "chat", "chat"));
  }
  const todo = migrateTaskLists(keys.todo_sensors, old.tasks, account, suffix, log);
  if (todo) plugins.todo = { ...updateOption(isRecord(keys.todo_sensors) && keys.todo_sensors.enable_update === true), ...todo };
  if (keys.auto_reply_sensors !== undefined) {
    plugins.autoreply = {};
    for (const { name } of recordsOf(keys.auto_reply_sensors))
      log.replaced(`sensor.${toEntitySlug(String(name))}`, `${account}/autoreply/autoreply`);
  }
  return plugins;
}

/** `enable_update` included sending, even if mail was not read. Marking and moving are new. */
function migrateMail(
  keys: Readonly<Record<string, unknown>>,
  account: string,
  enableUpdate: boolean,
  log: MigrationLog,
): { email?: Record<string, unknown> } {
  const sensors = migrateMailSensors(keys, account, log);
  if (sensors.length === 0 && !enableUpdate) return {};
  if (!enableUpdate) return { email: { sensors } };
  const suffix = keys.account_name === undefined || keys.account_name === "converted" ? "" : `_${toEntitySlug(String(keys.account_name))}`;
  log.replaced(`notify.o365_email${suffix}`, `service email/send of ${account}`, discoveredEntityOf(account, "email", "send", "notify"));
  log.changed(
    "enable_update",
    "allows sending mail, as before. Marking, moving, and drafts are new: to enable them, remove enableUpdate and send from the block email",
  );
  return { email: { enableUpdate: false, send: true, sensors } };
}

/** Notes the keys that a shared mailbox does not support. The predecessor skipped the whole account. */
function noteSharedMailboxLimits(keys: Readonly<Record<string, unknown>>, log: MigrationLog): void {
  for (const key of ["status_sensors", "chat_sensors", "todo_sensors", "groups", "auto_reply_sensors"]) {
    const value = keys[key];
    const enabled = isRecord(value) ? value.enabled === true : value !== undefined && value !== false;
    if (enabled) log.unsupported(key, "belongs to a user, not to a shared mailbox; add a separate account for the user");
  }
}

/** Replaces every secret in a value. `text`: the replacement of a secret. */
export function replaceSecrets(value: unknown, text: (secret: SecretReference) => string): unknown {
  if (value instanceof SecretReference) return text(value);
  if (typeof value === "string") return escapeVariables(value);
  if (Array.isArray(value)) return value.map((item) => replaceSecrets(item, text));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceSecrets(item, text)]));
}

/** Escapes `${`, which the hub would otherwise read as an environment variable. */
export const escapeVariables = (text: string): string => text.replace(/\$\{/g, () => "$${");
