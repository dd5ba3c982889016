import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clientId, createEntraFixture, type EntraFixture } from "../../test/auth/entra.fixture.ts";

const hour = 3600_000;
const ada = "ada@contoso.example";
let f: EntraFixture;
beforeEach(() => {
  f = createEntraFixture();
});
afterEach(() => f.dispose());

describe("the granted permissions", () => {
  it("are those of the last token response, without OpenID's scopes", async () => {
    f.entra.grant(ada, clientId, ["Mail.Read"]);
    const signIn = await f.signedIn();
    expect(signIn.state).toMatchObject({ granted: ["Calendars.Read", "Mail.Read", "User.Read", "offline_access"] });
  });

  it.each(["shrink", "refuse"] as const)("lost at a refresh are reported once, without a loop (%s)", async (missingScopeAtRefresh) => {
    f.entra.settings.missingScopeAtRefresh = missingScopeAtRefresh;
    const signIn = await f.signedIn();
    f.entra.revoke(ada, clientId, ["Calendars.Read"]);
    await f.clock.advance(hour);
    await signIn.getToken();
    expect(signIn.state).toMatchObject({ kind: "signed-in", granted: ["User.Read", "offline_access"] });
    expect(f.granted.at(-1)).toEqual({ granted: ["User.Read", "offline_access"], lost: ["Calendars.Read"] });
    const first = f.refreshes();
    expect(first).toBe(missingScopeAtRefresh === "shrink" ? 1 : 2);
    for (let n = 0; n < 5; n++) await signIn.getToken();
    expect(f.refreshes()).toBe(first);
    await f.clock.advance(hour);
    await signIn.getToken();
    expect(f.refreshes()).toBe(first + 1);
    expect(f.granted.length).toBe(2);
    await f.signIn(signIn);
    expect(f.granted.at(-1)).toMatchObject({ granted: ["Calendars.Read", "User.Read", "offline_access"], lost: [] });
  });

  it("added in the config cause no request until the next sign-in", async () => {
    const signIn = await f.signedIn();
    f.scopes.push("Mail.Read");
    await signIn.getToken();
    await f.clock.advance(hour);
    await signIn.getToken();
    expect(f.refreshes()).toBe(1);
    expect(await f.signIn(signIn)).toMatchObject({ missing: [], granted: expect.arrayContaining(["Mail.Read"]) });
  });
});
