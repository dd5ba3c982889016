import { findPermission } from "../permission-tables.ts";
import type { ScopeContribution, ScopeReport } from "../scope-report.ts";

/** The columns of the table in the predecessor's prerequisites, and whether an administrator must consent. */
export const permissionColumns = ["Feature", "Permission", "Update", "Description", "Admin consent", "Notes"] as const;

/** A row for each plugin and permission; `Y` in the column Update is the update tier. */
export function permissionRows(report: ScopeReport): string[][] {
  const titles = new Map([["account", "Account"], ...report.plugins.map(({ plugin, title }) => [plugin, title] as const)]);
  return report.contributions.map((contribution) => {
    const known = findPermission(contribution.scope);
    return [
      titles.get(contribution.plugin) ?? contribution.plugin,
      contribution.scope,
      contribution.tier === "update" ? "Y" : "",
      known?.adminTitle ?? "",
      known?.adminConsent ? "yes" : "",
      notes(contribution).join("; "),
    ];
  });
}

function notes(contribution: ScopeContribution): string[] {
  const { scope, why, granted, through, withheld } = contribution;
  const known = findPermission(scope);
  const found = [why];
  if (known && !known.personal) found.push("not for personal accounts");
  if (known?.gives) found.push(`gives ${known.gives}`);
  if (through) found.push(`${through} stands for it`);
  if (withheld) found.push(`not requested: ${withheld}`);
  else if (granted === false) found.push("not granted");
  return found;
}

/** What a table says below it, in words: what plugins lack, and before the first sign-in only what is wrong. */
export function permissionRemarks(report: ScopeReport): string[] {
  const wrong = new Set(report.problems.map(({ plugin }) => plugin));
  const lacking = report.plugins.filter(({ plugin, reason }) => reason !== undefined && (report.granted !== null || wrong.has(plugin)));
  return lacking.map(({ title, access, reason }) => `${title}: ${access}. ${reason}`);
}
