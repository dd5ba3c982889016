import { runToEnd } from "../harness/programs.ts";

/** Runs a command on a display and a bus of its own. Returns the JSON object that it prints in its last line. */
export async function runDesktopProgram(command: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<any> {
  const args = ["--auto-servernum", "--server-args=-screen 0 1280x800x24", "dbus-run-session", "--", ...command];
  const lines: string[] = [];
  const { code, output } = await runToEnd("xvfb-run", args, { cwd, env, seconds: 150, onLine: (line) => lines.push(line) });
  if (code !== 0) throw new Error(`${command[1]} ended with exit code ${code}:\n${output.slice(-4_000)}`);
  return JSON.parse(lines.at(-1) ?? "");
}
