import { readFile, writeFile } from "node:fs/promises";
import { defineAccount, type SensorSnapshot } from "@casement/host";
import type { StoredRecord } from "@casement/host/ports";
import { calendarPlugin } from "@casement/plugin-calendar";
import { emailPlugin } from "@casement/plugin-email";
import { statusPlugin } from "@casement/plugin-status";
import { todoPlugin } from "@casement/plugin-todo";
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
}

const plugins = [{ plugin: calendarPlugin }, { plugin: emailPlugin }, { plugin: statusPlugin }, { plugin: todoPlugin }];
export const recordedName = "recorded";

export const officeAccount = (name: string) =>
  defineAccount({ name, clientId: "11111111-1111-4111-8111-111111111111", accountType: "work", timeZone: "Europe/Berlin", plugins });

/** The account under another name. Its sign-in is renewed at some moment of the next hour, as those of many accounts are. */
export function copyOfficeAccount({ signIn, sensors, ...rest }: OfficeAccount, name: string): OfficeAccount {
  const renewAt = Date.now() + 60_000 + Math.random() * 3_000_000;
  return {
    ...rest,
    signIn: { ...signIn, renewAt },
    // Nobody runs the account yet.
    sensors: sensors.map((sensor) => ({ ...sensor, id: sensor.id.replace(recordedName, name), account: name, stale: true })),
  };
}

export const writeOfficeAccount = (file: string, account: OfficeAccount): Promise<void> => writeFile(file, JSON.stringify(account));
export const readOfficeAccount = async (file: string): Promise<OfficeAccount> => JSON.parse(await readFile(file, "utf8")) as OfficeAccount;
