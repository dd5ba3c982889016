import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { householdUsers } from "@casement/graph-emulator/household";
import { runToEnd, startProgram } from "../harness/programs.ts";
import { waitFor } from "../harness/wait-for.ts";
import { runOperations } from "./operation.ts";
import type { CliMicrosoft365Operation } from "./operations/cli-microsoft365-operation.ts";
import { cliMicrosoft365Operations } from "./operations/cli-microsoft365-operations.ts";
import type { ClientContext } from "./run-clients.ts";
import { approveDevice, clientId } from "./serve-household.ts";

/** Below the limit of four requests in a mailbox at once. */
const atOnce = 3;

/** CLI for Microsoft 365: one process per command, signed in by device code. */
export async function runCliMicrosoft365({ installed, folder, emulator }: ClientContext): Promise<number> {
  const home = join(folder, "cli-microsoft365");
  await mkdir(home, { recursive: true });
  const program = join(installed.npm, "node_modules/@pnp/cli-microsoft365/dist/index.js");
  const options = { cwd: home, env: { HOME: home, CLIMICROSOFT365_NOUPDATE: "1" } };
  /** Returns the JSON that the command prints, or its text. */
  const command = async (...args: readonly string[]): Promise<any> => {
    const { output } = await runToEnd(process.execPath, [program, ...args, "--output", "json"], { ...options, seconds: 60 });
    try {
      return JSON.parse(output);
    } catch {
      return output.trim();
    }
  };
  const signIn = async (): Promise<string> => {
    const login = ["login", "--authType", "deviceCode", "--appId", clientId, "--tenant", "common"];
    await using running = startProgram(process.execPath, [program, ...login], options);
    const find = (what: string, pattern: RegExp) => waitFor(what, 60, async () => pattern.exec(running.output())?.[1]);
    approveDevice(emulator, await find("the device code", /the code (\w+) to/));
    return await find("the sign-in", /"connectedAs": "([^"]+)"/); // `await`: the program ends with this block.
  };
  await command("cli", "config", "set", "--key", "disableTelemetry", "--value", "true");
  const world = { command, emulator };
  const run = (operations: readonly CliMicrosoft365Operation[]) =>
    runOperations("cli-microsoft365", operations, ({ does, command: words = [] }) => (does ? does(world) : command(...words)));
  const failures = await run([{ name: "signs in by device code", does: signIn, finds: householdUsers.main }]);
  if (failures > 0) return failures;
  // The start of a process takes longer than what it does.
  const waiting = cliMicrosoft365Operations.values();
  const runWaiting = async (): Promise<number> => {
    let failed = 0;
    for (const operation of waiting) failed += await run([operation]);
    return failed;
  };
  const counts = await Promise.all(Array.from({ length: atOnce }, runWaiting));
  return counts.reduce((sum, count) => sum + count, 0);
}
