import { UsageError } from "../../usage-error.ts";

export interface CsvRow {
  /** From 1: where it begins in the file. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads a table of RFC 4180, also with semicolons or tabs between the cells, as spreadsheets write them in some languages: what is in the first line
 * decides. Empty lines are left out.
 */
export function parseCsv(text: string): readonly CsvRow[] {
  const content = text.replace(/^\uFEFF/, "");
  const [firstLine = ""] = content.split(/\r?\n/, 1);
  const separator = [";", "\t"].find((candidate) => firstLine.includes(candidate)) ?? ",";
  const rows: CsvRow[] = [];
  let line = 1;
  let begin = 1;
  let cells: string[] = [];
  let cell = "";
  let quotedSince: number | undefined;
  const endCell = (): void => {
    cells.push(cell);
    cell = "";
  };
  const endRow = (): void => {
    endCell();
    if (cells.some((each) => each.trim() !== "")) rows.push({ line: begin, cells: cells.map((each) => each.trim()) });
    cells = [];
    begin = line;
  };
  for (let at = 0; at < content.length; at++) {
    const character = content[at]!;
    if (character === "\n") line++;
    if (quotedSince !== undefined) {
      if (character !== '"') cell += character;
      else if (content[at + 1] === '"') {
        cell += '"';
        at++;
      } else quotedSince = undefined;
    } else if (character === '"' && cell.trim() === "") {
      cell = "";
      quotedSince = line;
    } else if (character === separator) endCell();
    else if (character === "\n") endRow();
    else if (character !== "\r") cell += character;
  }
  if (quotedSince !== undefined) throw new UsageError(`Line ${quotedSince} has a quotation mark without a second one.`);
  endRow();
  return rows;
}
