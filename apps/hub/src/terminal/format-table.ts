/** A column of a table. `style` is applied after the widths are computed. */
export interface TableColumn<Row> {
  readonly title: string;
  text(row: Row): string;
  style?(text: string, row: Row): string;
  /** May be truncated when the line is too long. */
  readonly elastic?: boolean;
  /** Left out when the line is too long even with truncated cells. */
  readonly optional?: boolean;
}

/** Formats rows as aligned columns with a heading. Truncates elastic columns, then leaves out optional ones, so that lines fit in `width`. */
export function formatTable<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[], width = Number.POSITIVE_INFINITY): string {
  const texts = rows.map((row) => columns.map((column) => toOneLine(column.text(row))));
  const widths = columns.map((column, i) => Math.max(displayWidthOf(column.title), ...texts.map((line) => displayWidthOf(line[i]!))));
  const total = () => widths.reduce((sum, each) => sum + each, 2 * (columns.length - 1));
  for (let excess = total() - width; excess > 0; excess = total() - width) {
    const widest = widestElastic(columns, widths);
    if (widest === undefined) {
      const needed = columns.filter(({ optional }) => !optional);
      if (needed.length < columns.length) return formatTable(needed, rows, width);
      break;
    }
    widths[widest] = Math.max(minimumWidth, Math.min(widths[widest]! - 1, widths[widest]! - Math.ceil(excess / columns.length)));
  }
  const line = (cells: readonly string[], style: (text: string, i: number) => string) =>
    cells
      .map((cell, i) => {
        const shown = truncateToWidth(cell, widths[i]!);
        const gap = i === cells.length - 1 ? "" : " ".repeat(Math.max(0, widths[i]! - displayWidthOf(shown)));
        return style(shown, i) + gap;
      })
      .join("  ")
      .trimEnd();
  const heading = line(
    columns.map(({ title }) => title),
    (text) => text,
  );
  return [
    heading,
    ...texts.map((cells, r) => line(cells, (text, i) => (text === "" ? text : (columns[i]!.style?.(text, rows[r]!) ?? text)))),
  ].join("\n");
}

/** An elastic column stays at least this wide. */
const minimumWidth = 12;

function widestElastic(columns: readonly { readonly elastic?: boolean }[], widths: readonly number[]): number | undefined {
  const candidates = [...columns.keys()].filter((i) => columns[i]!.elastic && widths[i]! > minimumWidth);
  return candidates.sort((a, b) => widths[b]! - widths[a]!)[0];
}

/** Joins lines and removes control characters, which text from Microsoft 365 may contain and which a terminal would execute. */
export const toOneLine = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/\p{Cc}|\p{Cf}/gu, "")
    .trim();

function truncateToWidth(text: string, width: number): string {
  if (displayWidthOf(text) <= width) return text;
  let cut = "";
  let left = width - 1;
  for (const { segment } of graphemes.segment(text)) {
    left -= widthOfGrapheme(segment);
    if (left < 0) break;
    cut += segment;
  }
  return `${cut}…`;
}

const graphemes = new Intl.Segmenter();

/** The width on a terminal. East Asian wide characters and emoji count as two. */
export function displayWidthOf(text: string): number {
  // Most texts have only ASCII, and segmenting takes much longer.
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += widthOfGrapheme(segment);
  return width;
}

const widthOfGrapheme = (grapheme: string): number =>
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u.test(grapheme) ? 2 : 1;
