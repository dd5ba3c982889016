import { CasementError } from "@casement/core";

/** Sends requests to a group's calendar. Explains the error when Graph refuses access. */
export async function explainRefusal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explainedError(error);
  }
}

function explainedError(error: unknown): unknown {
  if (!CasementError.is(error) || error.details.status !== 403) return error;
  return new CasementError(
    "graph-error",
    "Microsoft refuses access to this group's calendar, which is open to members only. Ask an owner of the group to add you.",
    { cause: error, details: error.details },
  );
}
