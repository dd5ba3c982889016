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
import { oldEntityOf, type PredecessorAccount } from "./predecessor-account.ts";

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

/** `keys` of `old` are without secrets. `name`: the new, unique name. `secretFile`: file of the client secret. `signIn`: name of another account. */
export function migrateAccount(
  old: PredecessorAccount,
  {
    name,
    secretFile,
    signIn,
    ...chosen
  }: { name: string; secretFile?: string; signIn?: string | undefined; accountType: string | undefined },
): MigratedAccount {
  const { keys, single } = old;
  const notes: MigrationNote[] = [...(old.notes ?? [])];
  const replacements: EntityReplacement[] = [];
  const log = createMigrationLog(single ? undefined : String(keys.account_name), notes, replacements);
  if (keys.account_name !== undefined && keys.account_name !== name)
    log.changed(old.terms.name, `is now ${name}, because only lowercase letters, digits, and hyphens are allowed`);
  const shared = keys.shared_mailbox === undefined ? undefined : String(keys.shared_mailbox).replace(/^user:/, "");
  // In the form for one account, updates were on by default.
  const enableUpdate = keys.enable_update === undefined ? single : keys.enable_update === true;
  const plugins = migratePlugins(old, name, enableUpdate, shared !== undefined, log);
  const accountType = chosen.accountType ?? old.tenant;
  const registration = {
    clientId: String(keys.client_id ?? ""),
    ...(secretFile !== undefined && { clientSecret: { file: `./${secretFile}` } }),
    accountType: accountType ?? "work",
    ...(old.cloud !== undefined && { cloud: old.cloud }),
  };
  const block = {
    name,
    ...(signIn === undefined ? registration : { signIn }),
    ...(enableUpdate && { enableUpdate }),
    ...(shared !== undefined && { sharedMailbox: shared }),
    plugins,
  };
  if (accountType === undefined && !["status", "chat", "group-calendar"].some((id) => id in plugins) && shared === undefined)
    log.manual(
      "accountType",
      "is set to work. For outlook.com, hotmail.com, or live.com, set it to personal; for an app of one organization, to its domain",
    );
  if (signIn === undefined) noteSignInMethod(keys, name, log);
  for (const unknown of Object.keys(keys).filter((key) => !supportedKeys.includes(key))) {
    const suggestion = nearestName(unknown, supportedKeys);
    log.unsupported(unknown, `is not a key of ${old.terms.integration}${suggestion ? `; did you mean ${suggestion}?` : ""}`);
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
  const { keys, terms } = old;
  const plugins: Record<string, unknown> = {};
  const updates = old.updates ?? { calendar: enableUpdate, mail: enableUpdate, autoreply: enableUpdate };
  const name = String(keys.account_name ?? "");
  const suffix = old.single || name === "converted" ? "" : `_${name}`;
  /** `enableUpdate` of a plugin, if it differs from that of the account. */
  const updateOption = (enabled: boolean) => (enabled === enableUpdate ? {} : { enableUpdate: enabled });
  const isShown = (plugin: string) => (plugin === "calendar" ? keys.enable_calendar !== false : keys.groups === true && !shared);
  const { calendars, groups } = migrateCalendarList(old, account, suffix, isShown, log);

  if (isShown("calendar")) {
    const basic = keys.basic_calendar === true && !shared;
    if (keys.basic_calendar === true && shared)
      log.unsupported("basic_calendar", "Microsoft has no such permission for a shared mailbox; all details are read");
    if (basic && updates.calendar) log.changed("basic_calendar", "took precedence over enable_update, so the calendar stays read-only");
    const entries = [...migrateInlineCalendars(keys.calendars, account, log), ...calendars];
    plugins.calendar = {
      ...(basic && { basic }),
      ...updateOption(updates.calendar && !basic),
      ...(keys.track_new_calendar === false && { track: "none" }),
      ...predecessorWindow,
      ...(entries.length > 0 && { calendars: entries }),
    };
    if (old.calendars === undefined)
      log.manual("calendars", `the list of this account's calendars (${terms.calendarFile}) was not found, so all calendars are shown`);
  } else if (calendars.length > 0) log.unsupported("enable_calendar", "is false, so the listed calendars are not shown, as before");

  if (shared) noteSharedMailboxLimits(keys, log);
  if (isShown("group-calendar")) {
    plugins["group-calendar"] = {
      ...updateOption(updates.calendar),
      ...predecessorWindow,
      ...(groups.length > 0 && { calendars: groups }),
    };
    if (groups.length === 0)
      log.changed("groups", "the list of calendars contains no group; the groups that you belong to are found and shown");
  } else if (groups.length > 0) log.unsupported(terms.calendarList, "contains group calendars, but groups is not enabled");

  Object.assign(plugins, migrateMail(old, account, updates.mail, updateOption(false), log));
  return shared ? plugins : { ...plugins, ...migratePersonal(old, account, suffix, updateOption, updates.autoreply, log) };
}

/** What belongs to a user: presence, chats, tasks, automatic replies. */
function migratePersonal(
  old: PredecessorAccount,
  account: string,
  suffix: string,
  updateOption: (enabled: boolean) => { enableUpdate?: boolean },
  updatesReplies: boolean,
  log: MigrationLog,
): Record<string, unknown> {
  const { keys } = old;
  const plugins: Record<string, unknown> = {};
  const status = recordsOf(keys.status_sensors);
  if (status.length > 0) {
    const ownStatus = status.filter(({ email }) => email === undefined);
    const people = status.filter(({ email }) => email !== undefined);
    plugins.status = {
      ...updateOption(status.some(({ enable_update }) => enable_update === true)),
      ...(ownStatus.length === 0 && { own: false }),
      ...(people.length > 0 && { people: people.map(({ email, name }) => ({ user: String(email), name: String(name) })) }),
    };
    for (const sensor of ownStatus)
      log.replaced(sensorEntityOf(sensor), `${account}/status/status`, discoveredEntityOf(account, "status", "status"));
    for (const sensor of people) {
      const slug = toAddressSlug(String(sensor.name));
      log.replaced(sensorEntityOf(sensor), `${account}/status/${slug}`, discoveredEntityOf(account, "status", slug));
    }
    if (ownStatus.length > 1) log.changed(old.terms.status, "your own presence is now one sensor");
  }
  const chat = recordsOf(keys.chat_sensors);
  if (chat.length > 0) {
    plugins.chat = updateOption(chat.some(({ enable_update }) => enable_update === true));
    log.manual(
      old.terms.chat,
      "chats were read every 30 s. Microsoft's terms allow one read a day, which is the default. To read as often as before, set poll: 30s in the block chat",
    );
    for (const sensor of chat) log.replaced(sensorEntityOf(sensor), `${account}/chat/chat`, discoveredEntityOf(account, "chat", "chat"));
  }
  const todo = migrateTaskLists(old, account, suffix, log);
  if (todo) plugins.todo = { ...updateOption(isRecord(keys.todo_sensors) && keys.todo_sensors.enable_update === true), ...todo };
  if (keys.auto_reply_sensors !== undefined) {
    plugins.autoreply = updateOption(updatesReplies);
    for (const sensor of recordsOf(keys.auto_reply_sensors)) log.replaced(sensorEntityOf(sensor), `${account}/autoreply/autoreply`);
  }
  return plugins;
}

const sensorEntityOf = (sensor: Record<string, unknown>) => oldEntityOf(sensor, `sensor.${toEntitySlug(String(sensor.name))}`);

/** `enable_update` included sending, even if mail was not read. Marking and moving are new. */
function migrateMail(
  { keys, terms, mailServices }: PredecessorAccount,
  account: string,
  sends: boolean,
  onlySends: { enableUpdate?: boolean },
  log: MigrationLog,
): { email?: Record<string, unknown> } {
  const sensors = migrateMailSensors(keys, terms, account, log);
  if (sensors.length === 0 && !sends) return {};
  if (!sends) return { email: { sensors } };
  const suffix = keys.account_name === undefined || keys.account_name === "converted" ? "" : `_${toEntitySlug(String(keys.account_name))}`;
  for (const service of mailServices ?? [`notify.o365_email${suffix}`])
    log.replaced(service, `service email/send of ${account}`, discoveredEntityOf(account, "email", "send", "notify"));
  log.changed(
    "enable_update",
    "allows sending mail, as before. Marking, moving, and drafts are new: to enable them, set enableUpdate: true in the block email, and remove send",
  );
  return { email: { ...onlySends, send: true, sensors } };
}

/** Notes the keys that a shared mailbox does not support. The predecessor skipped the whole account. */
function noteSharedMailboxLimits(keys: Readonly<Record<string, unknown>>, log: MigrationLog): void {
  for (const key of ["status_sensors", "chat_sensors", "todo_sensors", "groups", "auto_reply_sensors"]) {
    const value = keys[key];
    const isSetting = isRecord(value) ? value.enabled === true : value !== undefined && value !== false;
    const enabled = Array.isArray(value) ? value.length > 0 : isSetting;
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
