/**
 * What the hub's errors mean, in one language. `{detail}` is the hub's own text, in English: only where it says what the code does not, such as the
 * line of a mistake. Other names in braces are facts of the error.
 */
export interface ProblemTexts {
  /** By `code`. */
  readonly codes: Readonly<Record<string, string>>;
  /** What is wrong with a field, by the keyword of JSON Schema that it does not meet. */
  readonly rules: Readonly<Record<string, string>>;
  /** An input of which no field is named. */
  readonly input: string;
  /** A field that breaks another rule. */
  readonly field: string;
  /** Another code. */
  readonly other: string;
}
