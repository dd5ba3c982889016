import type { KeyObject } from "node:crypto";
import type { ChangeNotification, EqualNotifications } from "@casement/host";
import { openBytes, sealBytes } from "../keys/sealing.ts";

/** What a front passes to the worker of an account: what of a request causes reads, or that something may be lost. */
export type PassedNotifications = readonly EqualNotifications[] | "missed";

/** A request of Graph has few that differ. Who sends more wants to fill the memory. */
const maxDifferent = 50;

/** `account`: where they belong. They open nowhere else. */
export function sealNotifications(dataKey: KeyObject, account: string, passed: PassedNotifications): Buffer {
  const kept = passed.length > maxDifferent ? "missed" : passed;
  return sealBytes(dataKey, placeOf(account), Buffer.from(JSON.stringify(kept)));
}

/** What was passed, as the body of a request. Undefined if it is damaged. */
export function openNotifications(
  dataKey: KeyObject,
  account: string,
  sealed: Buffer,
): { readonly value: readonly ChangeNotification[] } | "missed" | undefined {
  const text = openBytes(dataKey, placeOf(account), sealed);
  if (!text) return undefined;
  const passed = JSON.parse(text.toString()) as PassedNotifications;
  if (passed === "missed") return passed;
  return { value: passed.flatMap(({ notification, count }) => Array.from({ length: count }, () => notification)) };
}

const placeOf = (account: string) => ["notified", account];
