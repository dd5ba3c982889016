import type { ScopeReport } from "@casement/core";
import { type Check, ok, warning } from "./check.ts";

export const accountCheckId = (name: string): string => `account:${name}`;

export const notSignedIn = (name: string): Check =>
  warning(accountCheckId(name), `${name}: nobody has signed in.`, `Run: casement login ${name}`);

/** What is off, and how to get it. */
export function permissionChecks({ account, plugins, granted, signIn }: ScopeReport): readonly Check[] {
  if (granted === null) return [];
  const missing = [...new Set(plugins.flatMap((plugin) => plugin.missing))];
  const id = `permissions:${account}`;
  if (missing.length === 0) return [ok(id, `${account}: every permission that the plugins need is granted.`)];
  const off = plugins.filter(({ access }) => access === "off").map(({ plugin }) => plugin);
  const updates = missing.every((scope) => !signIn.withoutUpdates.includes(scope));
  const follows = off.length > 0 ? `Off: ${off.join(", ")}.` : updates ? "Everything is read; some updates are off." : "Some of it is off.";
  const cure = `Run: casement login ${account}  and accept; where an administrator has to approve: casement scopes --account ${account} --format admin-consent-url`;
  return [warning(id, `${account}: not granted: ${missing.join(", ")}. ${follows}`, cure)];
}
