import { CasementError } from "@casement/core";

/** What a service looked for by its input `id`. */
export interface SoughtItem {
  /** "event", "task" */
  readonly noun: string;
  /** Where its ids are found: "list-events lists events with their IDs". */
  readonly listedBy: string;
}

/** Does some work with the item of the input `id`. If Graph does not find it, the error says what is wanted and where it is listed. */
export async function explainMissingItem<T>(work: () => Promise<T>, { noun, listedBy }: SoughtItem): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!CasementError.is(error)) throw error;
    const isMalformed = String(error.details.code).startsWith("ErrorInvalidId");
    if (error.code !== "graph-not-found" && !isMalformed) throw error;
    throw new CasementError(
      "graph-not-found",
      `No ${noun} has the ID that was given as \`id\`. It may have been deleted or moved, or it is a name, not an ID: ${listedBy}.`,
      { cause: error, details: error.details },
    );
  }
}
