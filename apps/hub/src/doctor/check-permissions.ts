import type { ScopeReport } from "@casement/core";
import { type DoctorCheck, okCheck, warningCheck } from "./doctor-check.ts";

export const accountCheckIdOf = (name: string): string => `account:${name}`;

export const notSignedInCheck = (name: string): DoctorCheck =>
  warningCheck(accountCheckIdOf(name), `${name}: nobody has signed in.`, `Run: casement login ${name}`);

/** What is off, and how to get it. */
export function checkPermissions({ account, plugins, granted, signIn }: ScopeReport): readonly DoctorCheck[] {
  if (granted === null) return [];
  const missing = [...new Set(plugins.flatMap((plugin) => plugin.missing))];
  const id = `permissions:${account}`;
  if (missing.length === 0) return [okCheck(id, `${account}: every permission that the plugins need is granted.`)];
  const off = plugins.filter(({ access }) => access === "off").map(({ plugin }) => plugin);
  const updates = missing.every((scope) => !signIn.withoutUpdates.includes(scope));
  const follows = off.length > 0 ? `Off: ${off.join(", ")}.` : updates ? "Everything is read; some updates are off." : "Some of it is off.";
  const cure = `Run: casement login ${account}  and accept; where an administrator has to approve: casement scopes --account ${account} --format admin-consent-url`;
  return [warningCheck(id, `${account}: not granted: ${missing.join(", ")}. ${follows}`, cure)];
}
