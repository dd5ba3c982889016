import { describe, expect, it } from "vitest";
import { explainAadsts, knownAadstsCodes } from "./aadsts.ts";

/** Every code of the reference-system notes §2.6, and those met since. */
const wanted = [
  50011, 900971, 500113, 700016, 50194, 50020, 7000215, 7000222, 700025, 7000218, 70008, 700082, 50173, 54005, 70000, 65001, 90094, 90095,
  50076, 50079, 50158, 53000, 53001, 53002, 53003, 70011, 9002331, 9002346, 65004, 70043, 9002313, 50105, 50057, 50034, 50126, 50058,
];

describe("the meaning of Microsoft's refusals", () => {
  it("is known for every code of the reference, in a sentence, with a cure", () => {
    expect(wanted.filter((code) => !knownAadstsCodes.includes(code))).toEqual([]);
    for (const code of knownAadstsCodes) {
      const { means, cure } = explainAadsts([code]);
      expect(means).toMatch(/^[A-Z].*\.$/);
      expect(cure).toMatch(/^[A-Z].*\.$/);
      expect(`${means}${cure}`).not.toMatch(/AADSTS|grant|tenantId|refresh token/);
    }
  });

  it("is found by number or in Microsoft's text, of which nothing is repeated", () => {
    const text = "AADSTS50020: User account 'ada@contoso.example' from identity provider 'live.com' does not exist in tenant";
    expect(explainAadsts(text)).toEqual(explainAadsts([50020]));
    expect(JSON.stringify(explainAadsts(text))).not.toContain("ada");
  });

  it("takes the first known code of several", () => {
    expect(explainAadsts([999999, 50173]).code).toBe("AADSTS50173");
  });

  it("falls back on the OAuth error, and names an unknown code to look up", () => {
    expect(explainAadsts("", "interaction_required")).toMatchObject({ code: "interaction_required", cure: "Sign in again." });
    expect(explainAadsts([999999], "invalid_request")).toMatchObject({
      code: "AADSTS999999",
      cure: expect.stringContaining("AADSTS999999"),
    });
    expect(explainAadsts([])).toMatchObject({ code: "unknown" });
  });

  it("tells an administrator's matter and a cancelled consent from the rest", () => {
    expect(explainAadsts([90094]).kind).toBe("approval");
    expect(explainAadsts([90095]).kind).toBe("approval");
    expect(explainAadsts([65004]).kind).toBe("cancelled");
    expect(explainAadsts([50173]).kind).toBeUndefined();
  });
});
