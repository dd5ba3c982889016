import type { SmallerSet } from "@casement/core";
import type { CommandContext } from "../command-context.ts";

export const setTexts: Readonly<Record<SmallerSet, string>> = {
  self: "only what you can approve yourself",
  read: "only read permissions",
};

/** Asks which smaller set to request until everything is approved. Undefined: none. */
export async function askForSmallerSet({ io }: CommandContext, sets: readonly SmallerSet[]): Promise<SmallerSet | undefined> {
  if (sets.length === 0) return undefined;
  const choices = sets.map((set, at) => `${at + 1}  ${setTexts[set]}`);
  const reply = (await io.ask(`Until it is approved, sign in with:\n  ${choices.join("\n  ")}\n  n  nothing\n[1] `))?.trim().toLowerCase();
  if (reply === undefined) return undefined;
  return sets[reply === "" ? 0 : Number(reply) - 1];
}
