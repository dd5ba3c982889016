import type { Ms365Group } from "./group-ms365-entries.ts";
import { recordsOf } from "./migrate-mail-sensors.ts";
import { createMigrationLog, type MigrationLog, type MigrationNote, toEntitySlug } from "./migration-log.ts";
import { ms365Terms, type PredecessorAccount } from "./predecessor-account.ts";
import type { Ms365Domain, Ms365Entry } from "./read-ms365-entries.ts";

/** Content of an entry's list beside the configuration. Undefined if there is none. */
export type ReadMs365List = (entry: Ms365Entry) => Promise<unknown>;

/** Converts the entries of one account to the form of the O365 integration. */
export async function toPredecessorAccount(
  group: Ms365Group,
  signInOwner: PredecessorAccount | undefined,
  readList: ReadMs365List,
): Promise<PredecessorAccount> {
  const notes: MigrationNote[] = [];
  const log = createMigrationLog(group.name, notes, []);
  const of = (domain: Ms365Domain) => group.entries.filter((entry) => entry.domain === domain);
  const [calendar, todo, teams, mail] = [of("ms365_calendar"), of("ms365_todo"), of("ms365_teams"), of("ms365_mail")];
  const some = (entries: readonly Ms365Entry[], key: string, value: unknown = true) =>
    entries.some(({ settings }) => settings[key] === value);
  const autoReplies = mail.filter(({ settings }) => settings.enable_autoreply === true);
  const keys: Record<string, unknown> = {
    account_name: group.name,
    ...(signInOwner === undefined && { client_id: group.entries[0]?.settings.client_id, client_secret: newestSecret(group, log) }),
    alt_auth_method: some(group.entries, "alt_auth_method"),
    shared_mailbox: group.sharedMailbox,
    enable_calendar: calendar.length > 0,
    basic_calendar: some(calendar, "basic_calendar"),
    groups: some(calendar, "groups"),
    track_new_calendar: !some(calendar, "track_new_calendar", false),
    query_sensors: mail.map((entry) => mailSensorOf(entry, group.name, log)),
    status_sensors: teams.filter(({ settings }) => isOn(settings.status_enable)).map(statusSensorOf),
    chat_sensors: teams.filter(({ settings }) => isOn(settings.chat_enable)).map(chatSensorOf),
    todo_sensors: {
      enabled: todo.length > 0,
      track_new: !some(todo, "track_new", false),
      enable_update: some(todo, "enable_update"),
      max_todos: todo[0]?.settings.max_todos,
    },
  };
  if (autoReplies.length > 0)
    keys.auto_reply_sensors = autoReplies.map(({ name }) => sensor(name, `sensor.${toEntitySlug(`${name}_autoreply`)}`));
  noteLeftSettings(group, log);
  return {
    keys,
    single: false,
    calendars: await readLists(calendar, readList, calendarOf),
    tasks: await readLists(todo, readList, taskListOf),
    terms: ms365Terms,
    updates: {
      calendar: some(calendar, "enable_update"),
      mail: some(mail, "enable_update"),
      autoreply: some(autoReplies, "enable_update"),
    },
    mailServices: mail
      .filter(({ settings }) => settings.enable_update === true)
      .map(({ name }) => `notify.${toEntitySlug(`ms365_mail_${name}`)}`),
    ...registrationOf(group, log),
    signInOwner,
    notes,
  };
}

const sensor = (name: string, entity: string) => ({ name, old_entity: entity });
const isOn = (value: unknown) => value === "Read" || value === "Update";

const statusSensorOf = ({ name, settings }: Ms365Entry) => ({
  ...sensor(name, `sensor.${toEntitySlug(`${name}_status`)}`),
  ...(typeof settings.alternate_email === "string" && settings.alternate_email !== "" && { email: settings.alternate_email }),
  enable_update: settings.status_enable === "Update",
});

const chatSensorOf = ({ name, settings }: Ms365Entry) => ({
  ...sensor(name, `sensor.${toEntitySlug(`${name}_chat`)}`),
  enable_update: settings.chat_enable === "Update",
});

/** What filters the messages, under the same name as in the O365 integration. */
const mailFilters = ["folder", "max_items", "from", "subject_contains", "subject_is", "body_contains", "html_body"];

/** Unlike the O365 integration, it shows texts and attachments only if the options say so: an entry without options has neither. */
function mailSensorOf({ name, settings }: Ms365Entry, account: string, log: MigrationLog): Record<string, unknown> {
  const present = mailFilters.filter((key) => settings[key] !== undefined && settings[key] !== null && settings[key] !== "");
  const { is_unread: unread, has_attachment: attachment, importance } = settings;
  if (settings.save_attachments === true)
    log.unsupported(
      `ms365_mail ${name}.save_attachments`,
      "no sensor saves files; call the service email/save-attachments in an automation",
    );
  const folder =
    String(settings.folder ?? "")
      .split("/")
      .at(-1) || "Inbox";
  return {
    ...Object.fromEntries(present.map((key) => [key, settings[key]])),
    ...sensor(name.toLowerCase() === account.toLowerCase() ? folder : name, `sensor.${toEntitySlug(`${name}_mail`)}`),
    ...choiceOf("is_unread", unread, "Unread Only", "Read Only"),
    ...choiceOf("has_attachment", attachment, "Has attachment", "Does not have attachment"),
    ...(importance !== undefined && importance !== "All" && { importance }),
    show_body: settings.show_body === true,
    download_attachments: settings.download_attachments === true,
  };
}

/** A choice of the form: two texts, or a third one for neither. */
const choiceOf = (key: string, value: unknown, yes: string, no: string) =>
  value === yes || value === true ? { [key]: true } : value === no || value === false ? { [key]: false } : {};

async function readLists(
  entries: readonly Ms365Entry[],
  readList: ReadMs365List,
  convert: (record: Record<string, unknown>, entry: Ms365Entry) => Record<string, unknown>,
): Promise<unknown> {
  const lists = await Promise.all(entries.map(async (entry) => ({ entry, list: await readList(entry) })));
  const found = lists.filter(({ list }) => list !== undefined);
  return found.length === 0 ? undefined : found.flatMap(({ entry, list }) => recordsOf(list).map((record) => convert(record, entry)));
}

const calendarOf = (calendar: Record<string, unknown>, { name }: Ms365Entry) => ({
  ...calendar,
  entities: recordsOf(calendar.entities).map((entity) => ({
    ...entity,
    old_entity: `calendar.${toEntitySlug(`${name}_${entity.device_id ?? entity.name ?? calendar.cal_id}`)}`,
  })),
});

const taskListOf = (list: Record<string, unknown>, { name }: Ms365Entry) => ({
  ...list,
  old_entity: `todo.${toEntitySlug(`${name} ${list.name ?? ""}`)}`,
});

/** Each entry was given the secret. After it was renewed, old entries can still have the one before. */
function newestSecret({ entries }: Ms365Group, log: MigrationLog): unknown {
  const secrets = new Set(entries.map(({ settings }) => settings.client_secret));
  const [newest] = [...entries].sort((a, b) => b.modifiedAt.localeCompare(a.modifiedAt));
  if (newest && secrets.size > 1)
    log.manual(
      "client_secret",
      `the entries have different secrets; that of ${newest.domain} ${newest.name}, which was changed last, was used`,
    );
  return newest?.settings.client_secret;
}

/** The cloud and the organization, which are in a section of the form. */
function registrationOf({ entries }: Ms365Group, log: MigrationLog): Pick<PredecessorAccount, "cloud" | "tenant"> {
  const sections = entries.flatMap(({ settings }) => recordsOf(settings.api_options));
  const texts = (key: string) => sections.map((section) => String(section[key] ?? "").trim()).filter((text) => text !== "");
  const country = texts("country").find((text) => text !== "Default");
  const cloud = country === undefined ? undefined : cloudOf(country);
  if (country !== undefined && cloud === undefined) log.manual("api_options.country", `${country} is not known; set cloud`);
  return { cloud, tenant: texts("tenant_id")[0] };
}

const cloudOf = (country: string): string | undefined =>
  /china|21vianet/i.test(country) ? "china" : /dod/i.test(country) ? "usgov-dod" : /gcc/i.test(country) ? "usgov" : undefined;

/** Settings that are migrated, or that only repeat what the lists contain. */
const knownSettings = [
  ..."account_name entity_name client_id client_secret alt_auth_method enable_update shared_mailbox api_options".split(" "),
  ..."basic_calendar groups track_new_calendar calendar_list track_new todo_list max_todos enable_autoreply save_attachments".split(" "),
  ..."is_unread has_attachment importance show_body download_attachments chat_enable status_enable alternate_email".split(" "),
  ...mailFilters,
];
const intervals = ["advanced_options", "update_interval", "days_backward", "days_forward"];

function noteLeftSettings({ entries, severalPeople, guessed, signInOwner }: Ms365Group, log: MigrationLog): void {
  for (const { domain, name, settings } of entries)
    for (const key of Object.keys(settings).filter((key) => !knownSettings.includes(key)))
      log.unsupported(
        `${domain} ${name}.${key}`,
        intervals.includes(key) ? "has no counterpart; Casement chooses how often and how far it reads" : "is not a known setting",
      );
  if (severalPeople)
    log.changed(
      "client_id",
      "several entries of the same kind use this app registration, so they became several accounts, one for each person",
    );
  for (const { domain, name } of guessed)
    log.manual(
      `${domain} ${name}`,
      "several people use this app registration, and the name does not tell whose entry this is; move it if it is someone else's",
    );
  if (signInOwner) log.changed("shared_mailbox", `uses the sign-in of ${signInOwner.name}, which has the same app registration`);
  if (entries.length > 1)
    log.changed("entries", `${entries.map(({ domain, name }) => `${domain} ${name}`).join(", ")} are one account now, with one sign-in`);
}
