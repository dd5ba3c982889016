export type TextStyle = (text: string) => string;

export interface TextStyles {
  readonly bold: TextStyle;
  readonly dim: TextStyle;
  readonly red: TextStyle;
  readonly green: TextStyle;
  readonly yellow: TextStyle;
  readonly cyan: TextStyle;
}

const codes = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39], cyan: [36, 39] } as const;

/** ANSI styles for a terminal with colors. Disabled, they return the text unchanged. */
export function createTextStyles(enabled: boolean): TextStyles {
  const styles = Object.entries(codes).map(([name, [on, off]]): [string, TextStyle] => [
    name,
    enabled ? (text) => `\u001b[${on}m${text}\u001b[${off}m` : (text) => text,
  ]);
  return Object.fromEntries(styles) as unknown as TextStyles;
}
