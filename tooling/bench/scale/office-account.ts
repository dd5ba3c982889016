import { readFile, writeFile } from "node:fs/promises";
import { defineAccount, type SensorSnapshot } from "@casement/host";
import type { StoredRecord } from "@casement/host/ports";
import { calendarPlugin } from "@casement/plugin-calendar";
import { emailPlugin } from "@casement/plugin-email";
import { statusPlugin } from "@casement/plugin-status";
import { todoPlugin } from "@casement/plugin-todo";
import { asAnotherUser } from "./as-another-user.ts";
import type { RecordedAnswers } from "./recorded-graph.ts";

/** The account of which all others are copies: what a host has stored of it when it has read everything, and what Microsoft answered. */
export interface OfficeAccount {
  readonly answers: RecordedAnswers;
  /** The parts of its compacted records. */
  readonly parts: readonly { readonly id: string; readonly records: readonly StoredRecord[] }[];
  readonly signIn: StoredSignIn;
  readonly sensors: readonly SensorSnapshot[];
}

/** As much of a stored sign-in as copies change. Times are milliseconds since 1970. */
export interface StoredSignIn {
  readonly renewAt: number;
  readonly identity: { readonly id: string };
  readonly granted: readonly string[];
}

const others = [{ plugin: calendarPlugin }, { plugin: emailPlugin }, { plugin: todoPlugin }];
const plugins = [...others, { plugin: statusPlugin }];
const readerPlugins = [...others, { plugin: statusPlugin, config: { readForOthers: true } }];
export const recordedName = "recorded";

const registration = { clientId: "11111111-1111-4111-8111-111111111111", accountType: "work", timeZone: "Europe/Berlin" } as const;

export const officeAccount = (name: string) => defineAccount({ name, ...registration, plugins });
/** In a cluster. */
export const memberAccount = (name: string) =>
  defineAccount({ name, ...registration, plugins: name === readerName ? readerPlugins : plugins });

/** The first account, which reads the presence of all in a cluster. */
export const readerName = "account-0";
export const readerScope = "Presence.Read.All";

/** The account of another user. Its sign-in is renewed at some moment of the next hour, as those of many accounts are. */
export function copyOfficeAccount({ signIn, sensors, parts, answers }: OfficeAccount, name: string): OfficeAccount {
  const { id } = signIn.identity;
  const number = name.replace(/\D/g, "").padStart(12, "0");
  const copyOf = <T>(value: T): T => JSON.parse(asAnotherUser(JSON.stringify(value), id, `00000000-0000-4000-8000-${number}`)) as T;
  const renewAt = Date.now() + 60_000 + Math.random() * 3_000_000;
  return {
    answers,
    // Only the last one says who the user is.
    parts: parts.map((part) => (part.id === "" ? copyOf(part) : part)),
    signIn: { ...copyOf(signIn), renewAt, granted: [...signIn.granted, readerScope] },
    // Nobody runs the account yet.
    sensors: sensors.map((sensor) => ({ ...sensor, id: sensor.id.replace(recordedName, name), account: name, stale: true })),
  };
}

export const writeOfficeAccount = (file: string, account: OfficeAccount): Promise<void> => writeFile(file, JSON.stringify(account));
export const readOfficeAccount = async (file: string): Promise<OfficeAccount> => JSON.parse(await readFile(file, "utf8")) as OfficeAccount;
