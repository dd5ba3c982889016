import { existsSync } from "node:fs";
import { join } from "node:path";
import { type ProgramResult, runToEnd } from "../harness/programs.ts";
import { type AcceptanceRun, AcceptanceSkipped } from "../harness/run-acceptance.ts";

/** Installs in seconds what takes pip minutes to resolve. */
const uv = "uv==0.9.11";
const requirements = join(import.meta.dirname, "requirements.txt");
/** Home Assistant's release in requirements.txt runs on these. */
const pythons = ["python3.11", "python3.12", "python3"];
const usable = "import sys, venv, ensurepip; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))";

const outOfReach = /connect|network|resolve host|name resolution|timed? ?out|dns|unreachable|proxy|certificate|error sending request/i;

/**
 * Home Assistant in a virtual environment, exactly as requirements.txt says. It needs no compiler: paho-mqtt, the only package
 * without a wheel, is plain Python.
 * @throws Skip when there is no Python for it, or no package index in reach
 */
export async function installHomeAssistant(venv: string, phase: AcceptanceRun["phase"]): Promise<void> {
  if (existsSync(join(venv, "bin/hass"))) return;
  const python = await phase("Looking for Python", 60, findPython);
  const made = await phase(`${python} makes a virtual environment`, 100, () => runToEnd(python, ["-m", "venv", venv], { seconds: 90 }));
  if (made.code !== 0) throw new AcceptanceSkipped(`${python} cannot make a virtual environment: ${cause(made)}`);

  const pip = ["install", "--quiet", "--no-input", "--retries", "1", "--timeout", "20", "--only-binary", ":all:", uv];
  const fetched = await phase(`pip installs ${uv}`, 100, () => runToEnd(join(venv, "bin/pip"), pip, { seconds: 90 }));
  if (fetched.code !== 0) throw new AcceptanceSkipped(`pip cannot install ${uv}: ${cause(fetched)}`);

  const args = ["pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:", "--no-binary", "paho-mqtt", "-r", requirements];
  const installed = await phase("uv installs Home Assistant", 310, () =>
    runToEnd(join(venv, "bin/uv"), args, { seconds: 300, env: { ...indexOfPip(), VIRTUAL_ENV: venv } }),
  );
  if (installed.code === 0) return;
  const message = `uv cannot install Home Assistant: ${cause(installed)}`;
  if (installed.late || outOfReach.test(installed.output)) throw new AcceptanceSkipped(message);
  throw new Error(`${message}\n${installed.output}`);
}

/** uv does not read pip's settings. */
function indexOfPip(): Record<string, string> {
  const { PIP_INDEX_URL: index, PIP_CERT: certificates, UV_DEFAULT_INDEX, SSL_CERT_FILE } = process.env;
  return {
    ...(index !== undefined && UV_DEFAULT_INDEX === undefined && { UV_DEFAULT_INDEX: index }),
    ...(certificates !== undefined && SSL_CERT_FILE === undefined && { SSL_CERT_FILE: certificates }),
  };
}

async function findPython(): Promise<string> {
  for (const python of pythons) if ((await runToEnd(python, ["-c", usable], { seconds: 20 })).code === 0) return python;
  throw new AcceptanceSkipped("there is no Python 3.11 or 3.12 that can make virtual environments");
}

/** In one line: that nothing was reached, where it says so. */
function cause({ late, output }: ProgramResult): string {
  if (late) return "it took too long";
  const lines = output.trim().split("\n");
  return (lines.find((line) => outOfReach.test(line)) ?? lines.at(-1) ?? "").trim().slice(0, 400);
}
