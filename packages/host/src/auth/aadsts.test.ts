import { describe, expect, it } from "vitest";
import { explainAadsts, knownAadstsCodes } from "./aadsts.ts";

const requiredCodes = [
  50011, 900971, 500113, 700016, 50194, 50020, 7000215, 7000222, 700025, 7000218, 70008, 700082, 50173, 54005, 70000, 65001, 90094, 90095,
  50076, 50079, 50158, 53000, 53001, 53002, 53003, 70011, 9002331, 9002346, 65004, 70043, 9002313, 50105, 50057, 50034, 50126, 50058,
];

describe("explaining Microsoft's sign-in errors", () => {
  it("explains every listed code in one sentence and gives a cure", () => {
    expect(requiredCodes.filter((code) => !knownAadstsCodes.includes(code))).toEqual([]);
    for (const code of knownAadstsCodes) {
      const { means, cure } = explainAadsts([code]);
      expect(means).toMatch(/^[A-Z].*\.$/);
      expect(cure).toMatch(/^[A-Z].*\.$/);
      expect(`${means}${cure}`).not.toMatch(/AADSTS|grant|tenantId|refresh token/);
    }
  });

  it("accepts a number or Microsoft's text and never repeats the text", () => {
    const text = "AADSTS50020: User account 'ada@contoso.example' from identity provider 'live.com' does not exist in tenant";
    expect(explainAadsts(text)).toEqual(explainAadsts([50020]));
    expect(JSON.stringify(explainAadsts(text))).not.toContain("ada");
  });

  it("uses the first known code of several", () => {
    expect(explainAadsts([999999, 50173]).code).toBe("AADSTS50173");
  });

  it.each([
    [[70002, 70008], 70008],
    [[70000, 70043], 70043],
    [[70002, 7000222], 7000222],
    [[70002, 70000], 70002],
    [[70002], 70002],
  ])("uses the specific code of %j", (codes, specific) => expect(explainAadsts(codes).code).toBe(`AADSTS${specific}`));

  it("falls back to the OAuth error, and names an unknown code to look up", () => {
    expect(explainAadsts("", "interaction_required")).toMatchObject({ code: "interaction_required", cure: "Sign in again." });
    expect(explainAadsts([999999], "invalid_request")).toMatchObject({
      code: "AADSTS999999",
      cure: expect.stringContaining("AADSTS999999"),
    });
    expect(explainAadsts([])).toMatchObject({ code: "unknown" });
  });

  it("marks errors that need an administrator's approval and a declined consent", () => {
    expect(explainAadsts([90094]).kind).toBe("approval");
    expect(explainAadsts([90095]).kind).toBe("approval");
    expect(explainAadsts([65001]).kind).toBe("approval");
    expect(explainAadsts([65004]).kind).toBe("cancelled");
    expect(explainAadsts([50173]).kind).toBeUndefined();
  });
});
