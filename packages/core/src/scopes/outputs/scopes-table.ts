import type { ScopeReport } from "../scope-report.ts";
import { permissionColumns, permissionRemarks, permissionRows } from "./permission-rows.ts";

/** Plain text for a terminal: a table for each account, followed by remarks about missing permissions. */
export function scopesTable(reports: readonly ScopeReport[]): string {
  return reports.map(accountTable).join("\n\n");
}

function accountTable(report: ScopeReport): string {
  const rows = [[...permissionColumns], ...permissionRows(report)];
  const widths = permissionColumns.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width));
  const [head = [], ...body] = rows;
  return [
    `Account ${report.account}`,
    "",
    ...[head, rule, ...body].map(line),
    ...permissionRemarks(report).flatMap((text) => ["", text]),
  ].join("\n");
}
