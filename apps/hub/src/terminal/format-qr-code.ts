import { styleText } from "node:util";
import type { CommandIo } from "./command-io.ts";

/**
 * A QR code for a terminal, two rows in one line. Dark is the background of the terminal, or black with colors. Undefined without a terminal, or
 * in one that is too narrow.
 * @param rows as in `GrantCredentials.qrCode`
 */
export function formatQrCode(
  rows: readonly string[] | undefined,
  { terminal, color, columns }: Pick<CommandIo, "terminal" | "color" | "columns">,
): string | undefined {
  if (!rows || !terminal || rows.length > columns) return undefined;
  const lines: string[] = [];
  for (let y = 0; y < rows.length; y += 2) {
    const [upper, lower] = [rows[y]!, rows[y + 1]];
    // What is drawn is light. Below the last row is nothing.
    const line = [...upper].map((module, x) => blocks[`${module}${lower?.[x] ?? "1"}`]).join("");
    lines.push(color ? styleText(["whiteBright", "bgBlack"], line, { validateStream: false }) : line);
  }
  return lines.join("\n");
}

/** By upper and lower module. */
const blocks: Readonly<Record<string, string>> = { "00": "█", "01": "▀", "10": "▄", "11": " " };
