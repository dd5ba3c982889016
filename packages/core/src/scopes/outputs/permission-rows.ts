import { administratorTexts } from "../consent-class.ts";
import { findPermission } from "../permission-tables.ts";
import type { ScopeContribution, ScopeReport } from "../scope-report.ts";
import { formatForecast } from "./format-forecast.ts";

/** The columns of the table of permissions. */
export const permissionColumns = ["Feature", "Permission", "Update", "Description", "Needs an administrator", "Notes"] as const;

/** A row for each plugin and permission. The column Update has `Y` for the tier `update`. */
export function permissionRows(report: ScopeReport): string[][] {
  const titles = new Map([["account", "Account"], ...report.plugins.map(({ plugin, title }) => [plugin, title] as const)]);
  return report.contributions.map((contribution) => {
    const known = findPermission(contribution.scope);
    return [
      titles.get(contribution.plugin) ?? contribution.plugin,
      contribution.scope,
      contribution.tier === "update" ? "Y" : "",
      known?.adminTitle ?? referenceAddress(contribution.scope),
      administratorTexts[contribution.consent],
      notes(contribution).join("; "),
    ];
  });
}

/** Where Microsoft describes a permission that Casement has no description of: `#filesreadall` for Files.Read.All. */
function referenceAddress(scope: string): string {
  return `https://learn.microsoft.com/graph/permissions-reference#${scope.toLowerCase().replaceAll(".", "")}`;
}

function notes(contribution: ScopeContribution): string[] {
  const { scope, why, granted, through, withheld } = contribution;
  const known = findPermission(scope);
  const texts = [why];
  if (known && !known.personal) texts.push("not for personal accounts");
  if (known?.gives) texts.push(`gives ${known.gives}`);
  if (through) texts.push(`${through} is requested instead`);
  if (withheld) texts.push(`not requested: ${withheld}`);
  else if (granted === false) texts.push("not granted");
  return texts;
}

/** The texts below a table: the forecast, and what plugins lack. Before the first sign-in, only problems. */
export function permissionRemarks(report: ScopeReport): string[] {
  const withProblem = new Set(report.problems.map(({ plugin }) => plugin));
  const lacking = report.plugins.filter(
    ({ plugin, reason }) => reason !== undefined && (report.granted !== null || withProblem.has(plugin)),
  );
  const forecast = formatForecast(report, {
    plugin: (id) => report.plugins.find(({ plugin }) => plugin === id)?.title ?? id,
    service: (plugin, name) => `${plugin}/${name}`,
  });
  return [
    ...(forecast === undefined ? [] : [forecast]),
    ...lacking.map(({ title, access, waiting, reason }) => `${title}: ${waiting.length > 0 ? "waiting-for-approval" : access}. ${reason}`),
  ];
}
