/** Throws the sentence unless it holds. */
export function expectThat(holds: unknown, sentence: string): asserts holds {
  if (!holds) throw new Error(`Not true: ${sentence}`);
}
