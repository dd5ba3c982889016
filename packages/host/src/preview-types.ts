/** What a call would do. */
export interface PreviewedCall {
  readonly reachesOthers: boolean;
  /**
   * Whom it reaches, such as `Ada Reed <ada@example.com>`: the texts of the input's fields with the format `casement-addresses`, and whom the
   * plugin adds. Empty if it reaches nobody else.
   */
  readonly people: readonly string[];
  /** Others learn of it too, who cannot be named. */
  readonly reachesUnknown: boolean;
  /** What it acts on, as people know it, as far as it is known. Not necessarily all. */
  readonly items: readonly string[];
  readonly count: number;
}
