import { existsSync } from "node:fs";
import { join } from "node:path";
import { type ProgramResult, runToEnd } from "../harness/programs.ts";
import { type AcceptanceRun, AcceptanceSkipped } from "../harness/run-acceptance.ts";

/** pip would take minutes for what uv installs in seconds. */
const uv = "uv==0.9.11";
const requirements = join(import.meta.dirname, "requirements.txt");
/** The release of Home Assistant in requirements.txt needs Python 3.11 or 3.12. */
const pythonCommands = ["python3.11", "python3.12", "python3"];
const checkScript = "import sys, venv, ensurepip; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))";

const networkErrors = /connect|network|resolve host|name resolution|timed? ?out|dns|unreachable|proxy|certificate|error sending request/i;

/**
 * Installs Home Assistant into a virtual environment, in the exact versions of requirements.txt. Needs no compiler: the only package
 * without a wheel, paho-mqtt, is pure Python.
 * @throws AcceptanceSkipped when there is no suitable Python, or no package index can be reached
 */
export async function installHomeAssistant(venv: string, phase: AcceptanceRun["phase"]): Promise<void> {
  if (existsSync(join(venv, "bin/hass"))) return;
  const python = await phase("Looking for Python", 60, findPython);
  const created = await phase(`${python} creates a virtual environment`, 100, () =>
    runToEnd(python, ["-m", "venv", venv], { seconds: 90 }),
  );
  if (created.code !== 0) throw new AcceptanceSkipped(`${python} could not create a virtual environment: ${causeOf(created)}`);

  const pip = ["install", "--quiet", "--no-input", "--retries", "1", "--timeout", "20", "--only-binary", ":all:", uv];
  const uvInstalled = await phase(`pip installs ${uv}`, 100, () => runToEnd(join(venv, "bin/pip"), pip, { seconds: 90 }));
  if (uvInstalled.code !== 0) throw new AcceptanceSkipped(`pip could not install ${uv}: ${causeOf(uvInstalled)}`);

  const args = ["pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:", "--no-binary", "paho-mqtt", "-r", requirements];
  const installed = await phase("uv installs Home Assistant", 310, () =>
    runToEnd(join(venv, "bin/uv"), args, { seconds: 300, env: { ...pipSettingsForUv(), VIRTUAL_ENV: venv } }),
  );
  if (installed.code === 0) return;
  const message = `uv could not install Home Assistant: ${causeOf(installed)}`;
  if (installed.timedOut || networkErrors.test(installed.output)) throw new AcceptanceSkipped(message);
  throw new Error(`${message}\n${installed.output}`);
}

/** Passes pip's settings on to uv, which does not read them. */
function pipSettingsForUv(): Record<string, string> {
  const { PIP_INDEX_URL: index, PIP_CERT: certificates, UV_DEFAULT_INDEX, SSL_CERT_FILE } = process.env;
  return {
    ...(index !== undefined && UV_DEFAULT_INDEX === undefined && { UV_DEFAULT_INDEX: index }),
    ...(certificates !== undefined && SSL_CERT_FILE === undefined && { SSL_CERT_FILE: certificates }),
  };
}

async function findPython(): Promise<string> {
  for (const python of pythonCommands) if ((await runToEnd(python, ["-c", checkScript], { seconds: 20 })).code === 0) return python;
  throw new AcceptanceSkipped("Python 3.11 or 3.12 with venv is not installed");
}

/** One line of the output, preferably one about a network error. */
function causeOf({ timedOut, output }: ProgramResult): string {
  if (timedOut) return "it took too long";
  const lines = output.trim().split("\n");
  return (lines.find((line) => networkErrors.test(line)) ?? lines.at(-1) ?? "").trim().slice(0, 400);
}
