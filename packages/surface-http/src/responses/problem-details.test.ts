import { CasementError } from "@casement/core";
import { expect, it } from "vitest";
import { createProblemResponse, toProblemDetails } from "./problem-details.ts";

it("reveals nothing of an unknown error", () => {
  const problem = toProblemDetails(new TypeError("Cannot read the secret subject of ada@contoso.example"));
  expect(problem).toMatchObject({ status: 500, code: "internal", detail: "An unexpected error occurred in the hub. See the hub's log." });
  expect(JSON.stringify(problem)).not.toMatch(/secret|ada/);
});

it("points to invalid fields with JSON Pointers (RFC 6901)", () => {
  const issues = ["", "a.0.b", "a/b.c~d", "grüße"].map((path) => ({ path, message: "is wrong" }));
  const { errors, details } = toProblemDetails(
    new CasementError("input-invalid", "It does not fit.", { details: { issues, until: "now" } }),
  );
  expect(errors?.map(({ pointer }) => pointer)).toEqual(["#", "#/a/0/b", "#/a~1b/c~0d", "#/gr%C3%BC%C3%9Fe"]);
  expect(details).toEqual({ until: "now" });
});

it("sets Retry-After", () => {
  const until = "2026-03-02T08:00:30.000Z";
  const { status, headers } = createProblemResponse(
    new CasementError("graph-throttled", "Microsoft Graph is throttling requests.", { details: { until } }),
  );
  expect([status, headers.get("retry-after")]).toEqual([503, "Mon, 02 Mar 2026 08:00:30 GMT"]);
});
