import { execFileSync } from "node:child_process";

const restMs = 15_000;

/** Resident memory of a process and those that it started, after a rest, in MB. */
export async function measureMemory(pid: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, restMs));
  const lines = execFileSync("ps", ["-o", "rss=", "-s", String(pid)], { encoding: "utf8" });
  return (
    (lines
      .trim()
      .split(/\s+/)
      .reduce((sum, each) => sum + Number(each), 0) *
      1024) /
    1e6
  );
}
