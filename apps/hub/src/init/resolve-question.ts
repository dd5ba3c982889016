import { CasementError } from "@casement/core";
import type { CommandContext } from "../command-context.ts";
import { UsageError } from "../usage-error.ts";

/** Something to be known: from a flag, from a person, or as suggested. */
export interface Question<T> {
  /** `--account`, for those who are not asked. */
  readonly option: string;
  readonly given: string | undefined;
  /** Shown above, for people. */
  readonly introduction?: string;
  readonly prompt: string;
  readonly suggestion?: string;
  readonly hidden?: boolean;
  /** The answer as it is used. Throws what is wrong with it. */
  parse(answer: string): T;
}

const requiredOptions =
  "Needed without a terminal: --account, --account-type, --plugins, --enable-update or --no-enable-update, --client-id, and --secret-file where there is a secret; with --yes what is left out is as suggested.";

/** An answer that does not fit; asked again where somebody is there to answer. */
export class InvalidReply extends Error {}

/** Asks one question, as often as it takes. @throws UsageError when nobody answers, CasementError `stopped` with Ctrl-C */
export async function resolveQuestion<T>({ io, style }: CommandContext, yes: boolean, question: Question<T>): Promise<T> {
  const { option, given, introduction, prompt, suggestion, hidden = false } = question;
  if (given !== undefined || yes) {
    const answer = given ?? suggestion;
    if (answer === undefined) throw new UsageError(`With --yes, ${option} has to be given.`);
    try {
      return question.parse(answer.trim());
    } catch (error) {
      throw error instanceof InvalidReply ? new UsageError(`${option}: ${error.message}`) : error;
    }
  }
  if (introduction !== undefined) io.warn(`\n${introduction}`);
  for (;;) {
    const answer = await io.ask(`${style.bold(prompt)}${suggestion === undefined || suggestion === "" ? "" : ` [${suggestion}]`} `, {
      hidden,
    });
    if (io.signal.aborted) throw new CasementError("stopped", "Interrupted. Nothing was written.");
    if (answer === undefined) throw new UsageError(`Nobody is there to answer: give ${option}. ${requiredOptions}`);
    try {
      return question.parse(answer.trim() === "" ? (suggestion ?? "") : answer.trim());
    } catch (error) {
      if (!(error instanceof InvalidReply)) throw error;
      io.warn(style.yellow(`  ${error.message}`));
    }
  }
}

export function parseYesNo(answer: string): boolean {
  if (/^y(es)?$/i.test(answer)) return true;
  if (/^no?$/i.test(answer)) return false;
  throw new InvalidReply("Answer y or n.");
}
