import { describe, expect, test } from "vitest";
import { createTestIo } from "../../test/command-line.fixture.ts";
import { createProgram } from "../program.ts";
import { findCandidates, type KnownNames } from "./find-candidates.ts";

const names: KnownNames = {
  accounts: ["home", "work"],
  sensors: ["home/calendar/family", "home/calendar/school", "home/todo/groceries"],
  services: [
    { account: "home", id: "calendar/create-event", fields: ["sensor", "subject", "start"] },
    { account: "home", id: "todo/create-task", fields: ["sensor", "title"] },
    { account: "work", id: "status/set-presence", fields: ["availability"] },
  ],
};

describe("after", () => {
  test.each<[string[], string[]]>([
    [["se"], ["sensors", "services"]],
    [["comp"], ["completion"]],
    [
      ["-c", "x.yaml", "log"],
      ["login", "logout"],
    ],
    [
      ["login", ""],
      ["home", "work"],
    ],
    [["login", "--paste", "w"], ["work"]],
    [
      ["login", "home", "--c"],
      ["--callback", "--code", "--config"],
    ],
    [
      ["scopes", "--account", ""],
      ["home", "work"],
    ],
    [["sensors", "home/calendar/s"], ["home/calendar/school"]],
    [["services", "c"], ["calendar/create-event"]],
    [
      ["call", "home", ""],
      ["calendar/create-event", "todo/create-task"],
    ],
    [
      ["call", "home", "calendar/create-event", "s"],
      ["sensor=", "start=", "subject="],
    ],
    [
      ["call", "home", "calendar/create-event", "subject=x", "sensor="],
      ["sensor=family", "sensor=school"],
    ],
    [["call", "nobody", "calendar/create-event", ""], []],
    [
      ["completion", ""],
      ["bash", "fish", "zsh"],
    ],
    [["migrate", "conf"], []],
    [["nonsense", ""], []],
  ])("%j come %j", async (words, candidates) => {
    const program = createProgram(createTestIo({ cwd: "/" }).io);
    const found = await findCandidates(program, words, async () => names);
    expect(found).toEqual(words[0] === "nonsense" ? expect.arrayContaining(["accounts", "call"]) : candidates);
  });
});
