import { CasementError } from "@casement/core";
import { expect, it } from "vitest";
import { problemOf, problemResponse } from "./problem.ts";
import { unknownError } from "./unknown-error.ts";

it("tells nothing of an error that is not ours", () => {
  const problem = problemOf(new TypeError("Cannot read the secret subject of ada@contoso.example"));
  expect(problem).toMatchObject({ status: 500, code: "internal", detail: "Something went wrong inside the hub. Its log says more." });
  expect(JSON.stringify(problem)).not.toMatch(/secret|ada/);
});

it("points into the input as RFC 6901 spells it", () => {
  const issues = ["", "a.0.b", "a/b.c~d", "grüße"].map((path) => ({ path, message: "is wrong" }));
  const { errors, details } = problemOf(new CasementError("input-invalid", "It does not fit.", { details: { issues, until: "now" } }));
  expect(errors?.map(({ pointer }) => pointer)).toEqual(["#", "#/a/0/b", "#/a~1b/c~0d", "#/gr%C3%BC%C3%9Fe"]);
  expect(details).toEqual({ until: "now" });
});

it("says when to come back", () => {
  const until = "2026-03-02T08:00:30.000Z";
  const { status, headers } = problemResponse(new CasementError("graph-throttled", "Microsoft asks for a pause.", { details: { until } }));
  expect([status, headers.get("retry-after")]).toEqual([503, "Mon, 02 Mar 2026 08:00:30 GMT"]);
});

it("logs the place of an unknown error, not its text", () => {
  const text = unknownError(new TypeError("the secret subject\n    at lunch"));
  expect(text).toMatch(/^TypeError at .*problem\.test\.ts:\d+:\d+/);
  expect(text).not.toMatch(/secret|lunch/);
  expect(unknownError("the secret subject")).toBe("something that is no error");
});
