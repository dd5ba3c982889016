import type { Subject } from "./subject.ts";

/** What a check saw and what the author should do about it. Never a token, an address, a subject or a body. */
export interface Complaint {
  readonly seen: string;
  readonly todo: string;
}

/** One promise of the contract: throws advice when the plugin does not keep it. */
export interface Check {
  (subject: Subject): Promise<void>;
  /** The promise as a sentence about the plugin: the name of the test. */
  readonly promise: string;
}

/** A check from the complaints that it finds. Repeated ones are said once. */
export function check(promise: string, find: (subject: Subject) => Iterable<Complaint> | AsyncIterable<Complaint>): Check {
  const run = async (subject: Subject): Promise<void> => {
    const lines = new Set<string>();
    for await (const { seen, todo } of find(subject)) lines.add(`- ${seen}\n  ${todo}`);
    if (lines.size > 0)
      throw new BrokenPromise(`Plugin "${subject.definition.id}" does not keep a promise: it ${promise}.\n${[...lines].join("\n")}`);
  };
  return Object.assign(run, { promise });
}

/** Its message is advice for the author; a stack would only show this package. */
class BrokenPromise extends Error {
  override readonly name = "BrokenPromise";
}
