import { join } from "node:path";
import { runToEnd } from "../harness/programs.ts";
import type { ClientContext } from "./run-clients.ts";

/** Runs a program of the folder `python`, which prints the same lines as `runOperations`. */
export async function runPython(client: string, program: string, { installed, folder }: ClientContext): Promise<number> {
  let failures = 0;
  const path = join(import.meta.dirname, "python", program);
  const { code, output } = await runToEnd(installed.python, ["-W", "ignore", path, client], {
    cwd: folder,
    env: { PYTHONDONTWRITEBYTECODE: "1" },
    seconds: 100,
    onLine(line) {
      if (line.startsWith("failed ")) failures++;
      console.log(line);
    },
  });
  if (code !== 0) throw new Error(`${program} ended with exit code ${code}: ${output.slice(-2_000)}`);
  return failures;
}
