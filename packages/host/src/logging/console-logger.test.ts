import { expect, it } from "vitest";
import { createConsoleLogger } from "./console-logger.ts";

it("writes the time, level, message and data from a level on", () => {
  const lines: string[] = [];
  const log = createConsoleLogger("warn", (line) => void lines.push(line));
  log.info("quiet");
  log.warn("loud", { count: 2 });
  expect(lines).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z warn {2}loud \{"count":2\}$/)]);
});
