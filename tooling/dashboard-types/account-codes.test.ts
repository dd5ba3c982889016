import { expect, it } from "vitest";
import type { AccountWarning } from "../../packages/host/src/index.ts";

/** Of accounts that are signed in. The others are those of a refused sign-in. */
const problems = ["graph-refused", "claims-challenge", "signed-out", "data-folder", "plugin-error", "clock-wrong", "stale", "not-running"];
const warnings: Readonly<Record<AccountWarning["code"], true>> = {
  "secret-expires": true,
  "secret-expired": true,
  "certificate-expires": true,
  "certificate-expired": true,
  "receiver-failed": true,
  "subscription-failed": true,
  "same-user": true,
};

it("the dashboard explains each problem and warning of an account", async () => {
  // Its types are those of a browser.
  const texts = new URL("../../apps/dashboard/web/accounts/texts/refusals-de.ts", import.meta.url);
  const { de } = await import(texts.href);
  const codes = de.refusals.flatMap(([each]: [string]) => each.split(/[ /]/));
  expect(codes).toEqual(expect.arrayContaining([...problems, ...Object.keys(warnings)]));
});
