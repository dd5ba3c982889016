export type Paint = (text: string) => string;

export interface Colours {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

const codes = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39], cyan: [36, 39] } as const;

/** Paints for a terminal that shows colours, and plain text for everything else. */
export function colours(enabled: boolean): Colours {
  const paints = Object.entries(codes).map(([name, [on, off]]): [string, Paint] => [
    name,
    enabled ? (text) => `\u001b[${on}m${text}\u001b[${off}m` : (text) => text,
  ]);
  return Object.fromEntries(paints) as unknown as Colours;
}
