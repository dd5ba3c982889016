import type { ScopeReport } from "@casement/core";
import { type DoctorCheck, okCheck, warningCheck } from "./doctor-check.ts";

export const accountCheckIdOf = (name: string): string => `account:${name}`;

export const notSignedInCheck = (name: string): DoctorCheck =>
  warningCheck(accountCheckIdOf(name), `${name}: not signed in.`, `Run: casement login ${name}`);

/** Checks that all required permissions are granted. Otherwise, says what is disabled and how to enable it. */
export function checkPermissions({ account, plugins, granted, signIn }: ScopeReport): readonly DoctorCheck[] {
  if (granted === null) return [];
  const missing = [...new Set(plugins.flatMap((plugin) => plugin.missing))];
  const id = `permissions:${account}`;
  if (missing.length === 0) return [okCheck(id, `${account}: all required permissions are granted.`)];
  const disabled = plugins.filter(({ access }) => access === "off" || access === "services").map(({ plugin }) => plugin);
  const readsAll = missing.every((scope) => !signIn.read.includes(scope));
  const effect =
    disabled.length > 0
      ? `Disabled: ${disabled.join(", ")}.`
      : readsAll
        ? "Reading works; some changes are disabled."
        : "Some features are disabled.";
  const cure = `Run casement login ${account} and accept the permissions. For an administrator's approval, run: casement scopes --account ${account} --format request`;
  return [warningCheck(id, `${account}: not granted: ${missing.join(", ")}. ${effect}`, cure)];
}
