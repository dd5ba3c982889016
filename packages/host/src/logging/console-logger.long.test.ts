import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";

it("a program whose standard error was closed goes on", async () => {
  const logger = new URL("console-logger.ts", import.meta.url).href;
  const program = `
    const { createConsoleLogger } = await import(${JSON.stringify(logger)});
    const log = createConsoleLogger("warn");
    process.stdin.once("data", () => {
      log.warn("one");
      setImmediate(() => { log.warn("two"); setTimeout(() => process.stdout.write("alive"), 50); });
    });
    process.stdin.once("end", () => {});
    process.stdout.write("ready ");`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program], { stdio: "pipe" });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
    if (output === "ready ") {
      child.stderr.destroy();
      child.stdin.end("go");
    }
  });
  const [code] = await once(child, "close");
  expect([code, output]).toEqual([0, "ready alive"]);
});
