import { isSharedLimit } from "../graph/shared-limits.ts";

/** Runs a read. It is postponed, and has not failed, if it was not its turn to use what Microsoft allows all accounts together. */
export async function unlessPostponed<T>(read: () => Promise<T>): Promise<T | "postponed"> {
  try {
    return await read();
  } catch (error) {
    if (isSharedLimit(error)) return "postponed";
    throw error;
  }
}
