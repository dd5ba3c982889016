import type { Command } from "commander";
import { abortAfter } from "../abort-after.ts";
import type { CommandContext } from "../command-context.ts";
import { type CompletionShell, completionScripts } from "../completion/completion-scripts.ts";
import { findCandidates, type KnownNames } from "../completion/find-candidates.ts";
import { findConfigLocation } from "../hub/config-location.ts";
import { createRemoteHubClient } from "../hub/remote-hub-client.ts";

/** Prints the script that a shell loads. */
export function runCompletion({ io }: CommandContext, shell: CompletionShell): void {
  io.print(completionScripts[shell]);
}

/** Prints the candidates for the last word. Names come from a running hub only, so that completion is fast. */
export async function runComplete(
  { io }: CommandContext,
  program: Command,
  shell: CompletionShell,
  words: readonly string[],
): Promise<void> {
  const isBash = shell === "bash";
  const typed = isBash ? joinEquals(words) : words;
  const current = typed.at(-1) ?? "";
  const found = await findCandidates(program, typed, () =>
    readNames(io, configOf(typed)).catch(() => ({ accounts: [], sensors: [], services: [] })),
  );
  // Bash replaces only what follows the equals sign.
  const shown = isBash && current.includes("=") ? found.map((candidate) => candidate.slice(current.indexOf("=") + 1)) : found;
  if (shown.length > 0) io.print(shown.join("\n"));
}

async function readNames(io: CommandContext["io"], config: string | undefined): Promise<KnownNames> {
  const { run } = await findConfigLocation(config, io);
  if (!run) return { accounts: [], sensors: [], services: [] };
  const timeout = abortAfter(maxWait);
  const hub = createRemoteHubClient(run, AbortSignal.any([io.signal, timeout.signal]));
  const [accounts, sensors, services] = await Promise.all([hub.accounts(), hub.sensors(), hub.services()]).finally(timeout.stop);
  return {
    accounts: accounts.map(({ name }) => name),
    sensors: sensors.map(({ id }) => id),
    services: services.map(({ account, id, input }) => ({ account, id, fields: Object.keys(input.properties ?? {}) })),
  };
}

/** Longer than a hub on the same machine takes (ms). */
const maxWait = 2_000;

/** Bash passes `sensor=fam` as three words. */
function joinEquals(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (last !== undefined && (word === "=" || last.endsWith("="))) joined[joined.length - 1] = last + word;
    else joined.push(word);
  }
  return joined;
}

function configOf(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => word === "-c" || word === "--config");
  return at < 0 ? undefined : words[at + 1];
}
