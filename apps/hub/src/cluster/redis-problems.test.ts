import { CasementError } from "@casement/core";
import { createFakeClock } from "@casement/graph-emulator";
import { expect, test } from "vitest";
import { createRedisProblems } from "./redis-problems.ts";

function setup() {
  const clock = createFakeClock();
  const lines: string[] = [];
  const note = (line: string): void => void lines.push(line);
  const problems = createRedisProblems({ debug() {}, info: note, warn: note, error: note }, clock);
  /** Everybody who needs Redis tries again each second. */
  const stayAway = async (seconds: number): Promise<void> => {
    const since = clock.now();
    for (let second = 0; second < seconds; second++) {
      problems.connection("ECONNREFUSED");
      for (const error of absences) problems.other(error, "Accounts stay where they are.");
      problems.other(lost, "[home] The account ended.");
      problems.looked({ since, reason: "ECONNREFUSED" });
      await clock.advance(1_000);
    }
  };
  return { clock, lines, problems, stayAway };
}

const lost = new CasementError("lease-lost", "Another process runs it.");
const absences = [
  new CasementError("store-unavailable", "Redis cannot be used: it does not answer. Casement tries again."),
  Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:6379"), { code: "ECONNREFUSED" }),
  new Error("Connection is closed."),
  new Error("Socket timeout. Expecting data, but didn't receive any in 15000ms."),
];

test("a Redis that is gone is logged once when it goes, once a minute, and once when it is back", async () => {
  const t = setup();
  await t.stayAway(150);
  t.problems.looked(undefined);
  t.problems.looked(undefined);
  t.problems.other(lost, "[home] The account ended.");
  expect(t.lines).toEqual([
    "Redis cannot be reached (ECONNREFUSED). Casement tries again until it can.",
    "Redis has not been reached for 60 s (ECONNREFUSED).",
    "Redis has not been reached for 2 minutes (ECONNREFUSED).",
    "Redis can be reached again, after 3 minutes.",
  ]);
  await t.clock.advance(60_000);
  t.problems.other(lost, "[home] The account ended.");
  expect(t.lines.at(-1)).toBe("[home] The account ended. Another process runs it.");
});

test("an answer that came too late once is not logged, and one that lasts only by who looks", () => {
  const t = setup();
  for (const error of absences) t.problems.other(error);
  expect(t.lines).toEqual([]);
  t.problems.looked({ since: t.clock.now(), reason: "it does not answer" });
  expect(t.lines).toEqual(["Redis cannot be reached (it does not answer). Casement tries again until it can."]);
});

test("what Redis refuses is logged once a minute, without the words of its answer", async () => {
  const t = setup();
  const full = new CasementError("store-unavailable", "Redis cannot be used: it refused to write (OOM).", {
    details: { reason: "refused" },
  });
  const refusal = Object.assign(new Error("NOPERM this user has no permissions to run the 'set' command on secret"), {
    name: "ReplyError",
  });
  for (let second = 0; second < 90; second++) {
    t.problems.other(full);
    t.problems.other(refusal, "Accounts stay where they are.");
    await t.clock.advance(1_000);
  }
  const [first, second] = [full.message, "Accounts stay where they are. Redis was not used as it should be: NOPERM."];
  expect(t.lines).toEqual([first, second, first, second]);
});
