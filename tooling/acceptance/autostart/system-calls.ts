import { readFile } from "node:fs/promises";
import { runToEnd } from "../harness/programs.ts";

/** The system calls that the lines `SystemCallFilter=` of a unit allow. */
export async function allowedSystemCalls(unit: string): Promise<ReadonlySet<string>> {
  const allowed = new Set<string>();
  for (const [, isDenied, groups = ""] of unit.matchAll(/^SystemCallFilter=(~?)(.*)$/gm))
    for (const group of groups.split(" "))
      for (const name of await systemCallsOf(group)) isDenied ? allowed.delete(name) : allowed.add(name);
  return allowed;
}

/** The members of a group such as `@system-service`, with those of the groups in it. */
async function systemCallsOf(group: string): Promise<readonly string[]> {
  if (!group.startsWith("@")) return [group];
  const { output } = await runToEnd("systemd-analyze", ["syscall-filter", group, "--no-pager"], { seconds: 20 });
  const members = output.split("\n").flatMap((line) => /^ {4}(@?[\w-]+)$/.exec(line)?.[1] ?? []);
  return (await Promise.all(members.map(systemCallsOf))).flat();
}

/** The system calls in the summary that `strace -c` wrote. */
export async function readStraceSummary(file: string): Promise<readonly string[]> {
  const text = await readFile(file, "utf8");
  return text
    .split("\n")
    .flatMap((line) => /^ *[\d.]+ +[\d.]+ +\d+ +\d+ .*?([a-z]\w+)$/.exec(line)?.[1] ?? [])
    .filter((name) => name !== "total");
}
