/** Selects sensors. The conditions apply together. */
export interface SensorQuery {
  readonly account?: string;
  readonly plugin?: string;
  /** Full ids. Unknown ones are skipped. */
  readonly ids?: readonly string[];
  /** Maximum number of sensors. With `limit` or `after`, the result is ordered by id. */
  readonly limit?: number;
  /** Only sensors whose id comes after this one: the last id of the previous page. */
  readonly after?: string;
}
