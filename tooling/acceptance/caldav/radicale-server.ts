import { join } from "node:path";
import { findFreePort } from "../harness/find-free-port.ts";
import { startProgram } from "../harness/programs.ts";
import { waitFor } from "../harness/wait-for.ts";
import type { CalendarAccount } from "./calendar-check.ts";

export interface RadicaleServer extends CalendarAccount, AsyncDisposable {
  readonly pid: number;
}

/** Starts Radicale, the reference, with an empty folder. Any password is right. */
export async function startRadicale(bin: string, folder: string): Promise<RadicaleServer> {
  const port = await findFreePort();
  const options = [`--storage-filesystem-folder=${join(folder, "radicale")}`, `--server-hosts=127.0.0.1:${port}`, "--auth-type=none"];
  const program = startProgram(join(bin, "radicale"), ["--config", "", ...options]);
  const address = `http://127.0.0.1:${port}/`;
  await waitFor("Radicale to start", 30, async () => (await fetch(address, { redirect: "manual" })).status > 0);
  return { address, userName: "ada", password: "any", pid: program.pid, [Symbol.asyncDispose]: program.stop };
}
