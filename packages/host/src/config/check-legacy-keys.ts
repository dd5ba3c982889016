import type { ConfigFinding, ConfigPath } from "./config-problem.ts";
import { isRecord } from "./environment.ts";
import { legacyAccountKeys } from "./legacy-account-keys.ts";

/**
 * Finds keys of the O365 integration, explains what replaces them, and returns the value without them. `replaced`: the new keys, which are
 * not reported as missing.
 */
export function checkLegacyKeys(value: unknown): { value: unknown; findings: readonly ConfigFinding[]; replaced: readonly ConfigPath[] } {
  if (!isRecord(value)) return { value, findings: [], replaced: [] };
  const { o365, ...rest } = value;
  const findings: ConfigFinding[] = [];
  const replaced: ConfigPath[] = [];
  const clean = (account: unknown, path: ConfigPath): unknown => {
    if (!isRecord(account)) return account;
    const kept = Object.entries(account).filter(([key, content]) => {
      const advice = Object.hasOwn(legacyAccountKeys, key) ? legacyAccountKeys[key]!(content) : undefined;
      if (!advice) return true;
      findings.push({ path: [...path, key], at: "key", message: advice.message });
      if (advice.replaces !== undefined) replaced.push([...path, advice.replaces]);
      return false;
    });
    return Object.fromEntries(kept);
  };
  const cleanAll = (accounts: unknown, path: ConfigPath): unknown =>
    Array.isArray(accounts) ? accounts.map((account, i) => clean(account, [...path, i])) : accounts;

  if ("o365" in value) {
    replaced.push(["accounts"]);
    findings.push({
      path: ["o365"],
      at: "key",
      message:
        "is the root key of the O365 integration; put  accounts:  at the top level instead. To migrate the whole file:  casement migrate <file> --out casement.yaml",
    });
    clean(o365, ["o365"]);
    if (isRecord(o365)) cleanAll(o365.accounts, ["o365", "accounts"]);
  }
  const root = clean(rest, []) as Record<string, unknown>;
  // The old format for a single account had its keys at the top level.
  if (findings.some(({ path }) => path.length === 1)) replaced.push(["accounts"]);
  if ("accounts" in root) root.accounts = cleanAll(root.accounts, ["accounts"]);
  return { value: root, findings, replaced };
}
