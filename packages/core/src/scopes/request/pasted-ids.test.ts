import { describe, expect, it } from "vitest";
import { readPastedClientId, readPastedTenant } from "./pasted-ids.ts";

const clientId = "11111111-1111-4111-8111-aaaaaaaaaaaa";
const tenant = "22222222-2222-4222-8222-222222222222";

describe("what a person pastes", () => {
  it.each([
    clientId.toUpperCase(),
    ` \t"${clientId}"\n`,
    `{${clientId}}`,
    `“${clientId}”.`,
    `Application (client) ID: ${clientId}`,
    `Application (client) ID\n:\n${clientId}`,
    `https://portal.azure.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Overview/appId/${clientId}/isMSAApp~/false`,
    `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/authorize?client_id=${clientId}&scope=x`,
  ])("%j has a client ID", (text) => expect(readPastedClientId(text)).toBe(clientId));

  it.each(["", "Casement", `Directory (tenant) ID: ${tenant}`, `${clientId} ${tenant}`, `https://login.microsoftonline.com/${tenant}/`])(
    "%j has none",
    (text) => expect(readPastedClientId(text)).toBeUndefined(),
  );

  it.each([
    [`'${tenant}'`, tenant],
    [`Directory (tenant) ID : ${tenant}`, tenant],
    ["Contoso.onmicrosoft.com", "contoso.onmicrosoft.com"],
    ["<ada@contoso.example>", "contoso.example"],
    [`https://login.microsoftonline.com/${tenant}/v2.0`, tenant],
    ["https://login.microsoftonline.us/contoso.example", "contoso.example"],
  ])("%j names an organization", (text, expected) => expect(readPastedTenant(text)).toBe(expected));

  it.each(["", "Contoso Ltd", "work", "https://portal.azure.com/", `Application (client) ID: ${clientId}`])("%j names none", (text) =>
    expect(readPastedTenant(text)).toBeUndefined(),
  );

  it.each(["(".repeat(50_000), `${"a.".repeat(50_000)}!`, `https://${"/appId/".repeat(20_000)}`])("a long text costs little", (text) => {
    const before = performance.now();
    expect([readPastedClientId(text), readPastedTenant(text)]).toEqual([undefined, undefined]);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});
