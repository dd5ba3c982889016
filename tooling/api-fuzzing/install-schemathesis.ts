import { existsSync } from "node:fs";
import { join } from "node:path";
import { runToEnd } from "../acceptance/harness/programs.ts";
import { AcceptanceSkipped } from "../acceptance/harness/run-acceptance.ts";

const requirements = join(import.meta.dirname, "requirements.txt");
const pythonCommands = ["python3.11", "python3.12", "python3"];
const checkScript = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))";

/**
 * Installs schemathesis into a virtual environment, in the exact versions of requirements.txt. Returns the path of its command.
 * @throws AcceptanceSkipped when there is no suitable Python, or no package index can be reached
 */
export async function installSchemathesis(venv: string): Promise<string> {
  const command = join(venv, "bin/schemathesis");
  if (existsSync(command)) return command;
  const python = await findPython();
  const created = await runToEnd(python, ["-m", "venv", venv], { seconds: 90 });
  if (created.code !== 0) throw new AcceptanceSkipped(`${python} could not create a virtual environment`);
  const args = ["install", "--quiet", "--no-input", "--retries", "1", "--timeout", "20", "--only-binary", ":all:", "-r", requirements];
  const installed = await runToEnd(join(venv, "bin/pip"), args, { seconds: 180 });
  if (installed.code !== 0)
    throw new AcceptanceSkipped(`pip could not install schemathesis: ${installed.output.trim().split("\n").at(-1)}`);
  return command;
}

async function findPython(): Promise<string> {
  for (const python of pythonCommands) if ((await runToEnd(python, ["-c", checkScript], { seconds: 20 })).code === 0) return python;
  throw new AcceptanceSkipped("Python 3.11 or later with venv is not installed");
}
