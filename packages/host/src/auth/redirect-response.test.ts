import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appSecret, clientId, createEntraFixture, type EntraFixture, redirectUri } from "../../test/auth/entra.fixture.ts";

let f: EntraFixture;
beforeEach(() => {
  f = createEntraFixture();
});
afterEach(() => f.dispose());

describe("pasting the redirect address", () => {
  const forms: [string, (address: string) => string][] = [
    ["a localhost page that failed to load", (address) => address],
    ["with spaces, quotes and a line break", (address) => `  "${address.slice(0, 60)}\n${address.slice(60)}" `],
    ["without http://", (address) => address.replace("http://", "")],
    ["as https", (address) => address.replace("http:", "https:")],
    ["in angle brackets with &amp;", (address) => `<${address.replaceAll("&", "&amp;")}>`],
    ["only the part after the question mark", (address) => address.split("?")[1]!],
    ["as a fragment", (address) => address.replace("?", "#")],
  ];
  it.each(forms)("accepts an address: %s", async (_, change) => {
    const signIn = f.createSignIn({ clientSecret: appSecret });
    const address = f.signInWithBrowser(await signIn.beginCallback({ redirectUri }));
    expect(await signIn.completeCallback(change(address))).toMatchObject({ outcome: "signed-in" });
  });

  it("accepts the nativeclient page", async () => {
    const native = "https://login.microsoftonline.com/common/oauth2/nativeclient";
    f.directory.registerApp({ clientId, redirectUris: { publicClient: [native] } });
    const signIn = f.createSignIn();
    const address = f.signInWithBrowser(await signIn.beginCallback({ redirectUri: native }));
    expect(address.startsWith(native)).toBe(true);
    expect(await signIn.completeCallback(address)).toMatchObject({ outcome: "signed-in" });
  });

  it.each([
    ["", "Nothing was pasted"],
    ["hello", "not the address"],
    ["https://login.microsoftonline.com/common/wrongplace", "device code"],
    ["http://localhost:8365/auth/callback?state=abc", "no code"],
  ])("explains what is wrong with %j", async (pasted, message) => {
    await expect(f.createSignIn().completeCallback(pasted)).rejects.toMatchObject({
      code: "input-invalid",
      message: expect.stringContaining(message),
    });
  });

  it("refuses the address of a sign-in that was started elsewhere", async () => {
    const address = f.signInWithBrowser(await f.createSignIn({ clientSecret: appSecret }).beginCallback({ redirectUri }));
    await expect(f.createSignIn({ clientSecret: appSecret }).completeCallback(address)).rejects.toMatchObject({ code: "sign-in-expired" });
  });
});
