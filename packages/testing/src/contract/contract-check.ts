import type { ContractSubject } from "./contract-subject.ts";

/**
 * What a check observed, and what the author can do. Never quotes a token, an address, a subject or a body, except in the message of an error
 * that the plugin threw.
 */
export interface ContractComplaint {
  readonly observed: string;
  readonly advice: string;
}

/** One promise of the contract. Throws advice when the plugin breaks it. */
export interface ContractCheck {
  (subject: ContractSubject): Promise<void>;
  /** The end of a sentence about the plugin. It is the name of the test. */
  readonly promise: string;
}

/** A check that reports every complaint once. */
export function createContractCheck(
  promise: string,
  find: (subject: ContractSubject) => Iterable<ContractComplaint> | AsyncIterable<ContractComplaint>,
): ContractCheck {
  const run = async (subject: ContractSubject): Promise<void> => {
    const lines = new Set<string>();
    try {
      for await (const { observed, advice } of find(subject)) lines.add(`- ${observed}\n  ${advice}`);
    } catch (error) {
      // What was observed before is often the reason why the rest of the check is not possible.
      if (lines.size === 0) throw error;
    }
    if (lines.size > 0)
      throw new BrokenPromise(`Plugin "${subject.definition.id}" breaks the promise that it ${promise}.\n${[...lines].join("\n")}`);
  };
  return Object.assign(run, { promise });
}

/** Its message is advice for the author. Its stack would only show this package. */
class BrokenPromise extends Error {
  override readonly name = "BrokenPromise";
}
