import { describe, expect, it } from "vitest";
import { parseRegistrationLine } from "./registration-line.ts";

const clientId = "11111111-1111-4111-8111-111111111111";
const tenant = "22222222-2222-4222-8222-222222222222";

describe("the line to paste back", () => {
  it.each([
    `casement-app:${clientId}@${tenant}`,
    `  ${clientId.toUpperCase()}@${tenant}\n`,
    `Hi Robin, here it is: casement-app:${clientId}@${tenant}. Bye`,
  ])("is found in %j", (text) => {
    expect(parseRegistrationLine(text)).toEqual({ clientId, tenant });
  });

  it.each(["", clientId, `${clientId}@contoso.example`, `${clientId} ${tenant}`])("is not found in %j", (text) => {
    expect(parseRegistrationLine(text)).toBeUndefined();
  });
});
