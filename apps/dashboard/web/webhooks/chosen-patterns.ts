/** What can be chosen together: the events of a feature, or the sensors of a feature in an account. */
export interface PatternGroup {
  readonly title: string;
  /** The pattern for all of them, also later ones: `home/todo/*`. */
  readonly all: string;
  readonly choices: readonly PatternChoice[];
}

export interface PatternChoice {
  readonly pattern: string;
  readonly title: string;
}

/** The patterns that no check box stands for. */
export function otherPatterns(patterns: readonly string[], groups: readonly PatternGroup[]): readonly string[] {
  const shown = new Set(groups.flatMap(({ all, choices }) => [all, ...choices.map(({ pattern }) => pattern)]));
  return patterns.filter((pattern) => !shown.has(pattern));
}

/** The patterns after a check box was changed. Whoever chooses all needs no single ones. */
export function choosePattern(patterns: readonly string[], group: PatternGroup, pattern: string, isOn: boolean): readonly string[] {
  const replaced = pattern === group.all ? group.choices.map((choice) => choice.pattern) : [];
  const left = patterns.filter((each) => each !== pattern && !replaced.includes(each));
  return isOn ? [...left, pattern] : left;
}

/** Patterns as somebody types them. */
export const readPatterns = (text: string): readonly string[] => text.split(/[\s,]+/).filter((pattern) => pattern !== "");
