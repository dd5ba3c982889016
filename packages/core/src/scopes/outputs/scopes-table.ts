import type { ScopeReport } from "../scope-report.ts";
import { permissionColumns, permissionRemarks, permissionRows } from "./permission-rows.ts";

/**
 * Plain text for a terminal: a table for each account, followed by remarks about missing permissions. If a table is wider than `width`, a list of
 * permissions under each feature takes its place.
 */
export function scopesTable(reports: readonly ScopeReport[], width: number = Number.POSITIVE_INFINITY): string {
  return reports.map((report) => (tableWidthOf(report) <= width ? accountTable(report) : accountList(report))).join("\n\n");
}

const tableWidthOf = (report: ScopeReport): number =>
  Math.max(
    ...accountTable(report, false)
      .split("\n")
      .map(({ length }) => length),
  );

function accountList(report: ScopeReport): string {
  const lines = permissionRows(report).flatMap(([feature = "", permission, update, description, consent, notes], at, rows) => {
    const marks = [
      ...(update ? ["update"] : []),
      ...(consent === "no" ? [] : [consent === "yes" ? "administrator" : `administrator ${consent}`]),
    ];
    return [
      ...(at > 0 && rows[at - 1]![0] === feature ? [] : ["", feature]),
      `  ${permission}${marks.length > 0 ? ` (${marks.join(", ")})` : ""}`,
      ...[notes, description].filter(Boolean).map((text) => `      ${text}`),
    ];
  });
  return [`Account ${report.account}`, ...lines, ...remarksOf(report)].join("\n");
}

const remarksOf = (report: ScopeReport): string[] => permissionRemarks(report).flatMap((text) => ["", text]);

function accountTable(report: ScopeReport, withRemarks = true): string {
  const rows = [[...permissionColumns], ...permissionRows(report)];
  const widths = permissionColumns.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width));
  const [head = [], ...body] = rows;
  return [`Account ${report.account}`, "", ...[head, rule, ...body].map(line), ...(withRemarks ? remarksOf(report) : [])].join("\n");
}
