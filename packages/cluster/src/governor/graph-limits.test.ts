import { describe, expect, it } from "vitest";
import { bucketFor, graphLimits } from "./graph-limits.ts";

describe("the limits of Microsoft", () => {
  it.each(graphLimits)("are kept in every window: $of, for each $per", (limit) => {
    const { burst, rate } = bucketFor(limit);
    expect(burst).toBeGreaterThanOrEqual(1);
    expect(rate).toBeGreaterThan(0);
    expect(burst + rate * limit.seconds).toBeLessThan(limit.requests);
    expect(limit.source).toMatch(/^https:\/\/learn\.microsoft\.com\//);
  });
});
