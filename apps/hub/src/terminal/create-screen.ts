import { stripVTControlCharacters } from "node:util";
import { escapeControls } from "./escape-controls.ts";
import { displayWidthOf } from "./format-table.ts";

export interface TerminalScreen {
  /** Draws a text over the one drawn before. On a terminal, as many of its lines as fit below `above`. */
  draw(text: string, above?: string): void;
  /** Leaves what was drawn where it is, because something else is printed below it. */
  leave(): void;
}

/** A text that is kept up to date at the end of a terminal's output. What was printed before scrolls away once. */
export function createScreen(stream: NodeJS.WriteStream): TerminalScreen {
  const clear = stream.isTTY ? "\u001b[2K" : "";
  let drawnRows = 0;
  return {
    draw(text, above = "") {
      const { rows = Number.POSITIVE_INFINITY, columns = Number.POSITIVE_INFINITY } = stream;
      const rowsAbove = above === "" ? 0 : rowsOfAll(above.split("\n"), columns);
      const lines = cutLines(escapeControls(text).split("\n"), Math.max(minimumRows, rows - 1 - rowsAbove), columns);
      // Clears line by line: terminals keep a copy of what is cleared at once.
      const rest = drawnRows - rowsOfAll(lines, columns);
      const cleared = rest > 0 ? `${`${clear}\n`.repeat(rest)}\u001b[${rest}A` : "";
      stream.write(`${drawnRows > 0 ? `\u001b[${drawnRows}A` : ""}${lines.map((line) => `${clear}${line}\n`).join("")}${cleared}`);
      drawnRows = stream.isTTY ? rowsOfAll(lines, columns) : 0;
    },
    leave() {
      drawnRows = 0;
    },
  };
}

const minimumRows = 3;

/** The first lines that fit in `rows`, with a last line that says how many are missing. */
function cutLines(lines: readonly string[], rows: number, columns: number): readonly string[] {
  if (rowsOfAll(lines, columns) <= rows) return lines;
  const shown: string[] = [];
  for (const line of lines) {
    if (rowsOfAll([...shown, line], columns) > rows - 1) break;
    shown.push(line);
  }
  return [...shown, `… ${lines.length - shown.length} more lines`];
}

const rowsOfAll = (lines: readonly string[], columns: number): number => lines.reduce((sum, line) => sum + rowsOf(line, columns), 0);

/** The rows that a line takes. Styles have no width. */
const rowsOf = (line: string, columns: number): number => Math.max(1, Math.ceil(displayWidthOf(stripVTControlCharacters(line)) / columns));
