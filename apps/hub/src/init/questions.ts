import { CasementError } from "@casement/core";
import type { CommandContext } from "../command-context.ts";
import { UsageError } from "../usage-error.ts";

/** Something to be known: from a flag, from a person, or as suggested. */
export interface Question<T> {
  /** `--account`, for those who are not asked. */
  readonly flag: string;
  readonly given: string | undefined;
  /** Shown above, for people. */
  readonly lead?: string;
  readonly ask: string;
  readonly suggestion?: string;
  readonly hidden?: boolean;
  /** The answer as it is used. Throws what is wrong with it. */
  read(answer: string): T;
}

const allFlags =
  "Needed without a terminal: --account, --account-type, --plugins, --enable-update or --no-enable-update, --client-id, and --secret-file where there is a secret; with --yes what is left out is as suggested.";

/** An answer that does not fit; asked again where somebody is there to answer. */
export class WrongAnswer extends Error {}

/** Asks one question, as often as it takes. @throws UsageError when nobody answers, CasementError `stopped` with Ctrl-C */
export async function answerTo<T>({ io, paint }: CommandContext, yes: boolean, question: Question<T>): Promise<T> {
  const { flag, given, lead, ask, suggestion, hidden = false } = question;
  if (given !== undefined || yes) {
    const answer = given ?? suggestion;
    if (answer === undefined) throw new UsageError(`With --yes, ${flag} has to be given.`);
    try {
      return question.read(answer.trim());
    } catch (error) {
      throw error instanceof WrongAnswer ? new UsageError(`${flag}: ${error.message}`) : error;
    }
  }
  if (lead !== undefined) io.warn(`\n${lead}`);
  for (;;) {
    const answer = await io.ask(`${paint.bold(ask)}${suggestion === undefined || suggestion === "" ? "" : ` [${suggestion}]`} `, {
      hidden,
    });
    if (io.signal.aborted) throw new CasementError("stopped", "Interrupted. Nothing was written.");
    if (answer === undefined) throw new UsageError(`Nobody is there to answer: give ${flag}. ${allFlags}`);
    try {
      return question.read(answer.trim() === "" ? (suggestion ?? "") : answer.trim());
    } catch (error) {
      if (!(error instanceof WrongAnswer)) throw error;
      io.warn(paint.yellow(`  ${error.message}`));
    }
  }
}

export function yesOrNo(answer: string): boolean {
  if (/^y(es)?$/i.test(answer)) return true;
  if (/^no?$/i.test(answer)) return false;
  throw new WrongAnswer("Answer y or n.");
}
