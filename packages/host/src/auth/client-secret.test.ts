import { describe, expect, it } from "vitest";
import { isSecretId, secretWarningOf } from "./client-secret.ts";

describe("the client secret", () => {
  it("is distinguished from the secret's id", () => {
    expect(isSecretId("3F2504E0-4F89-41D3-9A0C-0305E82C3301")).toBe(true);
    expect(isSecretId("Abc8Q~3F2504E0-4F89-41D3-9A0C-0305E82C3301")).toBe(false);
  });

  it("causes warnings 30, 7 and 1 days before it expires and afterward", () => {
    const expires = new Date("2026-06-30T00:00:00Z");
    const stageAt = (now: string) => secretWarningOf({ kind: "secret", expires }, new Date(now))?.stage;
    expect(stageAt("2026-05-30T23:59:59Z")).toBeUndefined();
    expect(stageAt("2026-05-31T00:00:00Z")).toBe("30 days");
    expect(stageAt("2026-06-22T23:59:59Z")).toBe("30 days");
    expect(stageAt("2026-06-23T00:00:00Z")).toBe("7 days");
    expect(stageAt("2026-06-29T00:00:00Z")).toBe("1 day");
    expect(stageAt("2026-06-30T00:00:00Z")).toBe("expired");
    expect(secretWarningOf({ kind: "secret", expires }, new Date("2026-06-28T12:00:00Z"))?.message).toMatch(
      /^The client secret expires on 2026-06-30, in 2 days\./,
    );
    expect(secretWarningOf({ kind: "secret", expires }, new Date("2026-07-28T12:00:00Z"))?.message).toMatch(
      /^The client secret expired on 2026-06-30\./,
    );
  });
});
