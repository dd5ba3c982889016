import { isRecord } from "./environment.ts";
import { accountAnswers } from "./legacy-answers.ts";
import type { Finding, Path } from "./problem.ts";

/** Keys of the predecessor, answered, and the value without them. `replaced` are today's keys that an old one stands for: not missing, only misspelt. */
export function answerLegacy(value: unknown): { value: unknown; findings: readonly Finding[]; replaced: readonly Path[] } {
  if (!isRecord(value)) return { value, findings: [], replaced: [] };
  const { o365, ...rest } = value;
  const findings: Finding[] = [];
  const replaced: Path[] = [];
  const clean = (account: unknown, path: Path): unknown => {
    if (!isRecord(account)) return account;
    const kept = Object.entries(account).filter(([key, content]) => {
      const answer = Object.hasOwn(accountAnswers, key) ? accountAnswers[key]!(content) : undefined;
      if (!answer) return true;
      findings.push({ path: [...path, key], at: "key", message: answer.message });
      if (answer.replaces !== undefined) replaced.push([...path, answer.replaces]);
      return false;
    });
    return Object.fromEntries(kept);
  };
  const cleanAll = (accounts: unknown, path: Path): unknown =>
    Array.isArray(accounts) ? accounts.map((account, i) => clean(account, [...path, i])) : accounts;

  if ("o365" in value) {
    replaced.push(["accounts"]);
    findings.push({
      path: ["o365"],
      at: "key",
      message:
        "is the root key of the O365 integration; today  accounts:  stands at the top of the file, without it. To take all of it over:  casement migrate <file> --out casement.yaml",
    });
    clean(o365, ["o365"]);
    if (isRecord(o365)) cleanAll(o365.accounts, ["o365", "accounts"]);
  }
  const root = clean(rest, []) as Record<string, unknown>;
  // The old form for one account had its keys at the top.
  if (findings.some(({ path }) => path.length === 1)) replaced.push(["accounts"]);
  if ("accounts" in root) root.accounts = cleanAll(root.accounts, ["accounts"]);
  return { value: root, findings, replaced };
}
