import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clientId, type EntraFixture, entraFixture, redirectUri, secret } from "./entra.fixture.ts";

let f: EntraFixture;
beforeEach(() => {
  f = entraFixture();
});
afterEach(() => f.dispose());

describe("pasting the address", () => {
  const forms: [string, (address: string) => string][] = [
    ["a localhost page that failed to load", (address) => address],
    ["with blanks, quotes and a line break", (address) => `  "${address.slice(0, 60)}\n${address.slice(60)}" `],
    ["without http://", (address) => address.replace("http://", "")],
    ["as https", (address) => address.replace("http:", "https:")],
    ["in angle brackets with &amp;", (address) => `<${address.replaceAll("&", "&amp;")}>`],
    ["only what follows the question mark", (address) => address.split("?")[1]!],
    ["as a fragment", (address) => address.replace("?", "#")],
  ];
  it.each(forms)("takes %s", async (_, change) => {
    const session = f.session({ clientSecret: secret });
    const address = f.browse(await session.beginCallback({ redirectUri }));
    expect(await session.completeCallback(change(address))).toMatchObject({ outcome: "signed-in" });
  });

  it("takes the nativeclient page", async () => {
    const native = "https://login.microsoftonline.com/common/oauth2/nativeclient";
    f.directory.registerApp({ clientId, redirectUris: { publicClient: [native] } });
    const session = f.session();
    const address = f.browse(await session.beginCallback({ redirectUri: native }));
    expect(address.startsWith(native)).toBe(true);
    expect(await session.completeCallback(address)).toMatchObject({ outcome: "signed-in" });
  });

  it.each([
    ["", "Nothing was pasted"],
    ["hello", "not the address"],
    ["https://login.microsoftonline.com/common/wrongplace", "device code"],
    ["http://localhost:8365/auth/callback?state=abc", "no code"],
  ])("says what is wrong with %j", async (pasted, message) => {
    await expect(f.session().completeCallback(pasted)).rejects.toMatchObject({
      code: "input-invalid",
      message: expect.stringContaining(message),
    });
  });

  it("refuses an address of a sign-in that was begun elsewhere", async () => {
    const address = f.browse(await f.session({ clientSecret: secret }).beginCallback({ redirectUri }));
    await expect(f.session({ clientSecret: secret }).completeCallback(address)).rejects.toMatchObject({ code: "sign-in-expired" });
  });
});
