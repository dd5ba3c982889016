/** Throws an Error unless the condition is true. */
export function assertThat(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(`Not as expected: ${sentence}`);
}
