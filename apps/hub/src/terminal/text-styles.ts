import { styleText } from "node:util";

const names = ["bold", "dim", "red", "green", "yellow", "cyan"] as const;

export type TextStyle = (text: string) => string;
export type TextStyles = Readonly<Record<(typeof names)[number], TextStyle>>;

/** ANSI styles for a terminal with colors. Disabled, they return the text unchanged. */
export function createTextStyles(enabled: boolean): TextStyles {
  const styleOf = (name: (typeof names)[number]): TextStyle =>
    enabled ? (text) => styleText(name, text, { validateStream: false }) : (text) => text;
  return Object.fromEntries(names.map((name) => [name, styleOf(name)])) as TextStyles;
}
