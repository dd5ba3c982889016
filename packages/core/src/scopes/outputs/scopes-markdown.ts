import type { ScopeReport } from "../scope-report.ts";
import { permissionColumns, permissionRemarks, permissionRows } from "./permission-rows.ts";

/** GitHub-flavored Markdown: a section with a table for each account. */
export function scopesMarkdown(reports: readonly ScopeReport[]): string {
  return reports.map(accountSection).join("\n\n");
}

function accountSection(report: ScopeReport): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = permissionColumns.map((name) => (name === "Update" ? ":-:" : "---"));
  const rows = permissionRows(report).map(([feature, scope, ...rest]) => line([feature!, `\`${scope}\``, ...rest]));
  return [
    `## ${report.account}`,
    "",
    line(permissionColumns),
    line(rule),
    ...rows,
    ...permissionRemarks(report).flatMap((text) => ["", text]),
  ].join("\n");
}
