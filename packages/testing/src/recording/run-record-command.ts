import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type Clock, systemClock } from "@casement/core";
import { createEmulator } from "@casement/graph-emulator";
import { addHousehold, householdUsers } from "@casement/graph-emulator/household";
import { parseRecordOptions, type RecordOptions, recordUsage } from "./parse-record-options.ts";
import type { GraphRecording } from "./record-graph.ts";
import { recordPaths } from "./record-paths.ts";
import { structuralProperties } from "./scrubber.ts";

export interface RecordTerminal {
  readonly cwd: string;
  print(text: string): void;
  readonly clock?: Clock;
}

/** The command `casement-record`. Returns the exit code: 0 for success, 1 when nothing was recorded, 2 for wrong usage. */
export async function runRecordCommand(args: readonly string[], terminal: RecordTerminal): Promise<number> {
  const { print, cwd } = terminal;
  let options: RecordOptions | undefined;
  try {
    options = parseRecordOptions(args);
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
    await refuseOtherFile(file);
    print(`Requesting ${options.scopes.join(", ")}.`);
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

/** The same with the emulator, where a user of the household signs in automatically. */
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
      const result = emulator.control.entra.approveDevice(userCode, user);
      if (!result.approved) throw new Error(result.message);
      print("A user of the emulated Microsoft 365 signs in. This takes a few seconds.");
    },
  });
}

/** An older recording may be overwritten, any other file may not. */
async function refuseOtherFile(file: string): Promise<void> {
  if (!existsSync(file)) return;
  const content = await readFile(file, "utf8");
  if (!/^\{\s*"exchanges":/.test(content)) throw new Error(`${file} exists and is not a recording. Name another file with --out.`);
}

function summary({ exchanges, scrubbed = {} }: GraphRecording, { out, keep }: RecordOptions): string {
  const kinds = Object.entries(scrubbed).map(([kind, count]) => `${kind} ${count}`);
  return `
${exchanges.length} responses are in ${out}, for createReplayedArea(recording) of @casement/testing.
Replaced by placeholders (the same text always by the same one): ${kinds.join(", ") || "nothing"}.
Not recorded: tokens, request bodies, entity tags. Kept: numbers except coordinates, dates, time zones, and the texts of
${[...structuralProperties, ...keep].join(", ")}.
Dates can be private too, such as birthdays. Review the file before you publish it.`;
}
