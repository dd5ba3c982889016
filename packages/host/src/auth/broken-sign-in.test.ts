import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clientId, createEntraFixture, type EntraFixture } from "../../test/auth/entra.fixture.ts";

const hour = 3600_000;
const ada = "ada@contoso.example";
let f: EntraFixture;
beforeEach(() => {
  f = createEntraFixture();
});
afterEach(() => f.dispose());

describe("a sign-in that no longer works", () => {
  it("is reported with its cure, sends no more requests, and is repaired by one sign-in", async () => {
    const signIn = await f.signedIn();
    f.entra.endRefreshTokens("revoked", ada);
    await f.clock.advance(hour);
    for (let n = 0; n < 3; n++) {
      await expect(signIn.getToken()).rejects.toMatchObject({
        code: "sign-in-required",
        details: { code: "AADSTS50173", cure: "Sign in again." },
      });
    }
    expect(f.refreshes()).toBe(1);
    expect(signIn.state).toMatchObject({ kind: "sign-in-required", code: "AADSTS50173", identity: { username: ada } });
    expect(await f.signIn(signIn)).toMatchObject({ outcome: "signed-in" });
    expect(await f.accepts((await signIn.getToken()).token)).toBe(true);
    expect(f.states).toEqual(["signed-in", "sign-in-required", "signed-in"]);
  });

  it("is noticed when the whole consent was revoked", async () => {
    const signIn = await f.signedIn();
    f.entra.revoke(ada, clientId);
    await f.clock.advance(hour);
    await expect(signIn.getToken()).rejects.toMatchObject({ code: "sign-in-required", details: { code: "AADSTS65001" } });
    expect(await f.signIn(signIn)).toMatchObject({ outcome: "signed-in" });
  });

  it("is repaired by another process's sign-in", async () => {
    const signIn = await f.signedIn();
    f.entra.endRefreshTokens("expired", ada);
    await f.clock.advance(hour);
    await expect(signIn.getToken()).rejects.toMatchObject({ details: { code: "AADSTS700082" } });
    await f.signIn(await f.restarted());
    expect(await f.accepts((await signIn.getToken()).token)).toBe(true);
    expect(signIn.state.kind).toBe("signed-in");
  });

  it("because of an expired secret works again with a new secret, without a new sign-in", async () => {
    const signIn = await f.signedIn();
    f.entra.expireSecrets(clientId);
    await f.clock.advance(hour);
    await expect(signIn.getToken()).rejects.toMatchObject({ code: "sign-in-required", details: { code: "AADSTS7000222" } });
    f.directory.app(clientId)!.secrets.push({ id: "new", value: "new~secret" });
    const repaired = await f.restarted({ clientSecret: "new~secret" });
    expect(await f.accepts((await repaired.getToken()).token)).toBe(true);
    const without = await f.restarted({});
    await f.clock.advance(2 * hour);
    const before = f.requests.length;
    await expect(without.getToken()).rejects.toMatchObject({ details: { code: "AADSTS7000218" } });
    expect(f.requests.length).toBe(before);
  });

  it.each([50076, 53003, 70043])("because of conditional access (%i) is reported with its cure", async (code) => {
    const signIn = await f.signedIn();
    f.entra.failToken({ code, grantType: "refresh_token" });
    await expect(signIn.getToken({ forceRefresh: true })).rejects.toMatchObject({
      code: "sign-in-required",
      details: { code: `AADSTS${code}` },
    });
  });

  it("never puts an email address into an error", async () => {
    const signIn = await f.signedIn();
    f.entra.failToken({ code: 50020, grantType: "refresh_token", text: `User account '${ada}' does not exist` });
    const error = await signIn.getToken({ forceRefresh: true }).catch((e) => e);
    expect(error.code).toBe("sign-in-required");
    expect(JSON.stringify([error.message, error.details, String(error.cause), f.warnings])).not.toContain("contoso");
  });
});
