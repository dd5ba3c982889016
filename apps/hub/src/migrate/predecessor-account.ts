import type { MigrationNote } from "./migration-log.ts";

/** What a predecessor calls its parts. */
export interface PredecessorTerms {
  /** "the O365 integration" */
  readonly integration: string;
  /** Keys of the account and its sensors. */
  readonly name: string;
  readonly mail: string;
  readonly status: string;
  readonly chat: string;
  readonly calendarList: string;
  readonly calendarFile: string;
  readonly taskList: string;
  readonly taskFile: string;
  readonly taskId: string;
}

/** One account of a predecessor, in the form of the O365 integration. */
export interface PredecessorAccount {
  /** Its block in the configuration. A sensor, a calendar or a list can name its entity in `old_entity`. */
  readonly keys: Readonly<Record<string, unknown>>;
  /** The form of the O365 integration before version 3: one account, with its keys directly below `o365:`. */
  readonly single: boolean;
  /** Contents of the lists of calendars and of task lists. Undefined if the file does not exist. */
  readonly calendars: unknown;
  readonly tasks: unknown;
  readonly terms: PredecessorTerms;
  /** What could change things, if not the whole account could. */
  readonly updates?: { readonly calendar: boolean; readonly mail: boolean; readonly autoreply: boolean };
  /** Services that sent mail, if not the one of the O365 integration. */
  readonly mailServices?: readonly string[];
  /** ID or domain of the organization. */
  readonly tenant?: string | undefined;
  readonly cloud?: string | undefined;
  /** The account whose sign-in this one uses. */
  readonly signInOwner?: PredecessorAccount | undefined;
  /** What was noticed before. */
  readonly notes?: readonly MigrationNote[];
}

export interface PredecessorConfig {
  readonly accounts: readonly PredecessorAccount[];
  /** Tags that could not be resolved. */
  readonly unsupportedTags: readonly string[];
  /** "the O365 integration" */
  readonly integration: string;
  /** What concerns no account. */
  readonly notes: readonly MigrationNote[];
}

export const o365Terms: PredecessorTerms = {
  integration: "the O365 integration",
  name: "account_name",
  mail: "email_sensor, query_sensors",
  status: "status_sensors",
  chat: "chat_sensors",
  calendarList: "o365_calendars",
  calendarFile: "o365_storage/o365_calendars_…yaml",
  taskList: "o365_tasks",
  taskFile: "o365_storage/o365_tasks_…yaml",
  taskId: "task_list_id",
};

export const ms365Terms: PredecessorTerms = {
  integration: "the MS365 integrations",
  name: "entity_name",
  mail: "ms365_mail",
  status: "status_enable",
  chat: "chat_enable",
  calendarList: "ms365_calendars",
  calendarFile: "ms365_storage/ms365_calendars_…yaml",
  taskList: "ms365_todos",
  taskFile: "ms365_storage/ms365_todos_…yaml",
  taskId: "todo_list_id",
};

/** The entity that a sensor, a calendar or a list names, or the one that its name makes. */
export const oldEntityOf = (entry: Readonly<Record<string, unknown>>, made: string): string =>
  typeof entry.old_entity === "string" ? entry.old_entity : made;
