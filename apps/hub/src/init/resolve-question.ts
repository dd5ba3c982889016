import { CasementError } from "@casement/core";
import type { CommandContext } from "../command-context.ts";
import { UsageError } from "../usage-error.ts";

/** A value that comes from an option, from the user's reply, or from the suggestion. */
export interface InitQuestion<T> {
  /** The option that sets the value, such as `--account`. Named in errors. */
  readonly option: string;
  /** Value of the option. Undefined: ask. */
  readonly given: string | undefined;
  /** Printed above the prompt. */
  readonly introduction?: string;
  readonly prompt: string;
  readonly suggestion?: string;
  /** Without a terminal, the suggestion is taken. */
  readonly canBeLeftOpen?: boolean;
  /** Replies that show a text and ask again. */
  readonly more?: Readonly<Record<string, string>>;
  /** Does not echo the reply. */
  readonly hidden?: boolean;
  /** Converts the reply. Throws InvalidReply. */
  parse(reply: string): T;
}

const requiredOptions =
  "Required without a terminal: --account, --account-type, --plugins, --enable-update or --no-enable-update, --client-id, and --secret-file if there is a client secret. With --yes, options that are not set use their suggested values.";

/** An invalid value. A user can reply again; an option is a usage error. */
export class InvalidReply extends Error {}

/** Resolves one question. Asks until the reply is valid. @throws UsageError without a terminal, CasementError `stopped` on Ctrl-C */
export async function resolveQuestion<T>({ io, style }: CommandContext, yes: boolean, question: InitQuestion<T>): Promise<T> {
  const { option, given, introduction, prompt, suggestion, hidden = false } = question;
  if (given !== undefined || yes) {
    const value = given ?? suggestion;
    if (value === undefined) throw new UsageError(`--yes requires ${option}.`);
    try {
      return question.parse(value.trim());
    } catch (error) {
      throw error instanceof InvalidReply ? new UsageError(`${option}: ${error.message}`) : error;
    }
  }
  if (introduction !== undefined) io.warn(`\n${introduction}`);
  for (;;) {
    const reply = await io.ask(`${style.bold(prompt)}${suggestion === undefined || suggestion === "" ? "" : ` [${suggestion}]`} `, {
      hidden,
    });
    if (io.signal.aborted) throw new CasementError("stopped", "Interrupted. Nothing was written.");
    const more = Object.entries(question.more ?? {}).find(([key]) => key === reply?.trim());
    if (more) {
      io.warn(`\n${more[1]}\n`);
      continue;
    }
    if (reply === undefined && question.canBeLeftOpen) return question.parse(suggestion ?? "");
    if (reply === undefined) throw new UsageError(`Not running in a terminal: set ${option}. ${requiredOptions}`);
    try {
      return question.parse(reply.trim() === "" ? (suggestion ?? "") : reply.trim());
    } catch (error) {
      if (!(error instanceof InvalidReply)) throw error;
      io.warn(style.yellow(`  ${error.message}`));
    }
  }
}

export function parseYesNo(reply: string): boolean {
  if (/^y(es)?$/i.test(reply)) return true;
  if (/^no?$/i.test(reply)) return false;
  throw new InvalidReply("Enter y or n.");
}
