import { CasementError, createIssue, textOfIssues, type ValidationIssue } from "@casement/core";
import type { ConfigProblem } from "../config-problem.ts";
import type { EntryList } from "./entry-place.ts";

/** What was not done. */
export type EditOutcome = `The ${"account" | "webhook"} was not ${"added" | "changed" | "removed"}`;

export const editMistakes = (outcome: EditOutcome, issues: readonly ValidationIssue[]): CasementError =>
  new CasementError("input-invalid", `${outcome}: ${textOfIssues(issues)}.`, { details: { issues } });

/** Mistakes that an edit would make: `input-invalid` if all are in the edited entry, otherwise `config-invalid`. `index`: default the last one. */
export function toEditError(outcome: EditOutcome, list: EntryList, errors: readonly ConfigProblem[], index?: number): CasementError {
  const at = index ?? Math.max(...errors.map(({ path }) => Number(new RegExp(`^${list}\\.(\\d+)`).exec(path)?.[1] ?? -1)));
  const own = errors.filter(({ path }) => at >= 0 && (path === `${list}.${at}` || path.startsWith(`${list}.${at}.`)));
  const keyOf = (path: string): string[] => path.split(".").slice(2);
  if (own.length === errors.length)
    return editMistakes(
      outcome,
      own.map(({ path, message, rule, limit }) =>
        createIssue(keyOf(path.replace(/\.file$/, "")), message, {
          ...(rule !== undefined && { rule }),
          ...(limit !== undefined && { limit }),
        }),
      ),
    );
  const texts = errors.map(({ line, path, message }) => `line ${line} ${path}: ${message}`);
  return new CasementError("config-invalid", `The config file has mistakes, so it was not changed: ${texts.join("; ")}`);
}
