import type { ScopeReport } from "../scope-report.ts";
import { columns, permissionRows, remarks } from "./permission-rows.ts";

/** GitHub-flavoured Markdown: a section with a table an account. */
export function scopesMarkdown(reports: readonly ScopeReport[]): string {
  return reports.map(accountSection).join("\n\n");
}

function accountSection(report: ScopeReport): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = columns.map((name) => (name === "Update" ? ":-:" : "---"));
  const rows = permissionRows(report).map(([feature, scope, ...rest]) => line([feature!, `\`${scope}\``, ...rest]));
  return [`## ${report.account}`, "", line(columns), line(rule), ...rows, ...remarks(report).flatMap((text) => ["", text])].join("\n");
}
