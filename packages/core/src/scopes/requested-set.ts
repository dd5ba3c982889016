/**
 * Which permissions a sign-in requests: `all` that the configuration needs; only those of the tier `read`; or only those to which the user can
 * consent `self`, without an administrator, where Microsoft manages consent. What is left out waits for approval.
 */
export type RequestedSet = "all" | "read" | "self";

export const requestedSets: readonly RequestedSet[] = ["all", "read", "self"];

export type SmallerSet = Exclude<RequestedSet, "all">;

/** The sets that request something, but less than everything, each once. The first one is the likelier cure where Microsoft manages consent. */
export function smallerSetsOf(signIn: Readonly<Record<RequestedSet, readonly string[]>>): readonly SmallerSet[] {
  const accountOnly = 2;
  const sets = (["self", "read"] as const).filter((set) => {
    return signIn[set].length > accountOnly && signIn[set].length < signIn.all.length;
  });
  return sets.filter((set, at) => at === 0 || signIn[set].join() !== signIn[sets[0]!].join());
}
