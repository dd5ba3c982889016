import { spawnSync } from "node:child_process";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { azRegistration, buildConsentRequest, type ConsentRequest, createScopeReport } from "@casement/core";
import { runToEnd } from "../harness/programs.ts";

const pythonCommands = ["python3.12", "python3.11", "python3"];
const options = ["--quiet", "--no-input", "--no-deps", "--no-compile", "--only-binary", ":all:", "--retries", "1", "--timeout", "20"];

const calendar = {
  id: "calendar",
  title: "Calendars",
  scopes: {
    "Calendars.Read": { tier: "read", why: "Show your calendars" },
    "Calendars.ReadWrite": { tier: "update", why: "Create events" },
  },
} as const;

/** Installs the parser of Azure CLI from PyPI. Returns its Python, or why there is none. */
export async function installAzureCli(folder: string): Promise<{ python: string } | { missing: string }> {
  for (const python of pythonCommands) {
    if ((await runToEnd(python, ["-m", "venv", folder], { seconds: 40 })).code !== 0) continue;
    const requirements = join(import.meta.dirname, "requirements.txt");
    const pip = await runToEnd(join(folder, "bin/pip"), ["install", ...options, "-r", requirements], { seconds: 90 });
    if (pip.code === 0) return { python: join(folder, "bin/python") };
    return { missing: `PyPI gave no azure-cli (${pip.output.trim().split("\n").at(-1)?.slice(0, 160) ?? ""})` };
  }
  return { missing: "there is no Python with venv" };
}

/** Notes its arguments, and answers everything with an id. */
const stub = `#!/bin/sh
{ for word in "$@"; do printf '%s\\037' "$word"; done; printf '\\036'; } >> "$CALLS"
echo 33333333-3333-4333-8333-333333333333
`;

/** Runs all commands that Casement shows for Azure CLI in Bash, and returns what `az` would have been called with. */
export async function callsOfAllCommands(folder: string): Promise<readonly (readonly string[])[]> {
  await mkdir(folder, { recursive: true });
  const az = join(folder, "az");
  await writeFile(az, stub);
  await chmod(az, 0o755);
  const calls = join(folder, "calls");
  await writeFile(calls, "");
  const env = { PATH: `${folder}:${process.env.PATH}`, CALLS: calls };
  for (const text of commandTexts()) {
    const { status, stderr } = spawnSync("bash", ["-c", text], { env, encoding: "utf8" });
    if (status !== 0) throw new Error(`Bash refuses the commands (${stderr}):\n${text}`);
  }
  const words = (await readFile(calls, "utf8")).split("\u001e").filter(Boolean);
  return words.map((call) => call.split("\u001f").slice(0, -1));
}

/** Azure CLI's own problems with these calls. It sends nothing. */
export async function problemsOf(python: string, folder: string, calls: readonly (readonly string[])[]): Promise<readonly string[]> {
  const env = { ...process.env, AZURE_CONFIG_DIR: folder, AZURE_CORE_COLLECT_TELEMETRY: "no" };
  const run = spawnSync(python, [join(import.meta.dirname, "parse-commands.py")], { env, input: JSON.stringify(calls), encoding: "utf8" });
  if (run.status !== 0) throw new Error(`The parser of Azure CLI failed:\n${run.stderr}`);
  const problems: readonly string[] = JSON.parse(run.stdout);
  return problems.flatMap((problem, at) => (problem === "" ? [] : [`az ${calls[at]!.join(" ")}: ${problem}`]));
}

/** The one paste, and the commands of the request: for one user, a group and everybody, and to revoke. */
function commandTexts(): readonly string[] {
  const report = createScopeReport({
    account: { name: "home", type: "work", enableUpdate: true },
    plugins: [{ plugin: calendar, config: {} }],
    granted: undefined,
  });
  const graphOrigin = "https://graph.microsoft.com";
  const redirectUris = ["http://localhost/auth/callback"];
  const request: ConsentRequest = {
    report,
    clientId: "11111111-1111-4111-8111-111111111111",
    redirectUris,
    accountType: "work",
    user: "o'neil@harbour-lane.example",
    adminConsentUrl: undefined,
    graphOrigin,
    date: new Date(),
  };
  const requests = [request, { ...request, clientId: undefined }].flatMap(buildConsentRequest);
  return [
    azRegistration({ scopes: report.signIn.all, redirectUris, graphOrigin, person: "runs-it" }),
    ...requests.flatMap((block) => (block.kind === "commands" && /^\s*az |\(az /m.test(block.text) ? [block.text] : [])),
  ];
}
