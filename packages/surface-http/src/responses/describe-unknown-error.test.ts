import { expect, it } from "vitest";
import { describeUnknownError } from "./describe-unknown-error.ts";

it("describes where an unknown error was thrown, but not its message", () => {
  const text = describeUnknownError(new TypeError("the secret subject\n    at lunch"));
  expect(text).toMatch(/^TypeError at .*describe-unknown-error\.test\.ts:\d+:\d+/);
  expect(text).not.toMatch(/secret|lunch/);
  expect(describeUnknownError("the secret subject")).toBe("a value that is not an Error");
});
