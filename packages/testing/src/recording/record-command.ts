import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type Clock, systemClock } from "@casement/core";
import { addHousehold, createEmulator, householdUsers } from "@casement/graph-emulator";
import type { GraphRecording } from "./record-graph.ts";
import { type RecordOptions, recordOptions, recordUsage } from "./record-options.ts";
import { recordPaths } from "./record-paths.ts";
import { structural } from "./scrubber.ts";

export interface RecordTerminal {
  readonly cwd: string;
  print(text: string): void;
  readonly clock?: Clock;
}

/** The command `casement-record`. Returns the exit code: 0 done, 1 nothing was recorded, 2 wrong usage. */
export async function recordCommand(args: readonly string[], terminal: RecordTerminal): Promise<number> {
  const { print, cwd } = terminal;
  let options: RecordOptions | undefined;
  try {
    options = recordOptions(args);
  } catch (error) {
    print(`${(error as Error).message}\nHelp: casement-record --help`);
    return 2;
  }
  if (!options) {
    print(recordUsage);
    return 0;
  }
  const file = resolve(cwd, options.out);
  try {
    await mustBeFree(file);
    print(`Asking for ${options.scopes.join(", ")}.`);
    const recording = await (options.clientId === undefined ? fromEmulator : fromMicrosoft)(options, terminal);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(recording, undefined, 2)}\n`);
    print(summary(recording, options));
    return 0;
  } catch (error) {
    print(`Nothing was recorded. ${error instanceof Error ? error.message : error}`);
    return 1;
  }
}

function fromMicrosoft(options: RecordOptions, { print, clock }: RecordTerminal): Promise<GraphRecording> {
  return recordPaths({
    ...options,
    clientId: options.clientId ?? "",
    transport: { fetch },
    ...(clock && { clock }),
    report: print,
    onSignIn: ({ verificationUri, userCode }) => print(`To sign in, open ${verificationUri} and enter the code ${userCode}. Waiting …`),
  });
}

/** The same against the emulator, where the household's owner signs in by herself. */
function fromEmulator(options: RecordOptions, { print, clock = systemClock }: RecordTerminal): Promise<GraphRecording> {
  const emulator = createEmulator({ populate: addHousehold, clock });
  const user = options.accountType === "personal" ? householdUsers.personal : householdUsers.main;
  const clientId = "11111111-1111-4111-8111-111111111111";
  emulator.control.entra.grant(user, clientId, options.scopes);
  return recordPaths({
    ...options,
    clientId,
    transport: { fetch: (input, init) => emulator.fetch(input, init) },
    clock,
    report: print,
    onSignIn({ userCode }) {
      const answer = emulator.control.entra.approveDevice(userCode, user);
      if (!answer.approved) throw new Error(answer.message);
      print("The emulated Microsoft 365 lets one of its people sign in; that takes some seconds.");
    },
  });
}

/** An older recording may be replaced, anything else may not. */
async function mustBeFree(file: string): Promise<void> {
  if (!existsSync(file)) return;
  const content = await readFile(file, "utf8");
  if (!/^\{\s*"exchanges":/.test(content)) throw new Error(`${file} is there and is no recording. Name another file with --out.`);
}

function summary({ exchanges, scrubbed = {} }: GraphRecording, { out, keep }: RecordOptions): string {
  const kinds = Object.entries(scrubbed).map(([kind, count]) => `${kind} ${count}`);
  return `
${exchanges.length} answers are in ${out}, for replayedArea(recording) of @casement/testing.
Replaced by placeholders, the same for the same text: ${kinds.join(", ") || "nothing"}.
Left out: tokens, request bodies, entity tags. Kept: numbers (but no coordinates), dates, time zones, and the texts of
${[...structural, ...keep].join(", ")}.
Dates may be somebody's too, birthdays for example. Look through the file before you publish it.`;
}
