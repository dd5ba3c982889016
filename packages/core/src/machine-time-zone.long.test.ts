import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";

it.each([
  ["Pacific/Auckland", "Pacific/Auckland"],
  [":Asia/Kolkata", "Asia/Calcutta"],
  ["Foo/Bar", "UTC"],
  ["", "UTC"],
])("of TZ=%s is %s", (TZ, zone) => {
  const file = new URL("./machine-time-zone.ts", import.meta.url).href;
  const code = `import { machineTimeZone } from ${JSON.stringify(file)}; console.log(machineTimeZone());`;
  const args = ["--import", "tsx", "--input-type=module", "-e", code];
  expect(execFileSync(process.execPath, args, { env: { ...process.env, TZ }, encoding: "utf8" }).trim()).toBe(zone);
});
