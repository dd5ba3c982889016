import { CasementError } from "@casement/core";

/** Runs a call to a group and says in plain words what a refusal or a missing calendar means. */
export async function explainRefusal<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw explained(error);
  }
}

function explained(error: unknown): unknown {
  if (!CasementError.is(error)) return error;
  const { details } = error;
  if (details.status === 403)
    return new CasementError(
      "graph-error",
      "Microsoft refuses this group's calendar: it is open to members only, whatever the permissions. Ask an owner of the group to add you.",
      { cause: error, details },
    );
  return error;
}
