import { CasementError } from "@casement/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clientId, createEntraFixture, type EntraFixture, redirectUri } from "../../test/auth/entra.fixture.ts";

let f: EntraFixture;
beforeEach(() => {
  f = createEntraFixture();
});
afterEach(() => f.dispose());

const begin = (options?: Parameters<EntraFixture["createSignIn"]>[0]) =>
  f.createSignIn(options).beginCallback({ redirectUri, checkFirst: true });
const refusal = async (options?: Parameters<EntraFixture["createSignIn"]>[0]) =>
  (await begin(options).then(
    () => undefined,
    (error) => error.details,
  )) as Record<string, string> | undefined;
const publicClient = { publicClient: ["http://localhost/auth/callback"] };

describe("before a person signs in, the answers of Microsoft say that the registration", () => {
  it("fits, in one request that carries neither the state nor a user name", async () => {
    f.directory.registerApp({ clientId, redirectUris: publicClient });
    const urls: string[] = [];
    const watched = (url: string, init: RequestInit) => {
      urls.push(url);
      return f.fetch(url, init as never);
    };
    const { url } = await begin({ transport: { fetch: watched } });
    expect(urls).toHaveLength(1);
    expect(urls[0]).toContain("prompt=none");
    expect(urls[0]).not.toContain(new URL(url).searchParams.get("state"));
    expect(f.entra.signIn(url, { user: "ada@contoso.example" })).toHaveProperty("redirect");
  });

  it("has no platform", async () => {
    f.directory.registerApp({ clientId, allowPublicClient: true });
    expect(await refusal()).toMatchObject({ code: "AADSTS500113", otherMethod: "device-code" });
  });

  it("lacks the redirect URI, and which one", async () => {
    f.directory.registerApp({ clientId, redirectUris: { publicClient: ["http://localhost/other"] } });
    const problem = await refusal();
    expect(problem).toMatchObject({ code: "AADSTS50011", otherMethod: "device-code" });
    expect(problem!.cure).toContain("The redirect URI is http://localhost/auth/callback.");
  });

  it("does not exist, or is for another kind of account", async () => {
    expect(await refusal({ clientId: "33333333-3333-4333-8333-333333333333" })).toMatchObject({ code: "AADSTS700016" });
    f.directory.registerApp({ clientId, audience: "personal", redirectUris: publicClient });
    expect(await refusal()).toMatchObject({ code: "AADSTS9002346" });
    f.directory.registerApp({
      clientId,
      audience: "single-tenant",
      tenantId: f.directory.tenant("contoso.example")!.id,
      redirectUris: publicClient,
    });
    expect(await refusal()).toMatchObject({ code: "AADSTS50194" });
  });

  it.each([
    ["does not answer", () => new Promise<never>(() => {})],
    ["has an outage", () => new Response("<html>AADSTS90033</html>", { status: 503 })],
    ["cannot be reached", () => Promise.reject(new CasementError("graph-unreachable", "down"))],
  ])("nothing, where Microsoft %s", async (_, outage) => {
    f.directory.registerApp({ clientId, redirectUris: publicClient });
    f.outage = outage as never;
    const begun = begin();
    await f.settle();
    await f.clock.advance(5_000, f.settle);
    expect((await begun).url).toContain("/authorize");
  });
});

describe("the cure names the other method where that can work", () => {
  it("a code without public client flows is refused at once, before anybody has entered it", async () => {
    f.directory.registerApp({ clientId, redirectUris: publicClient });
    const { done } = await f.createSignIn().beginDeviceCode();
    expect(await done).toMatchObject({
      code: "AADSTS7000218",
      cure: expect.stringContaining("Allow public client flows"),
      otherMethod: "callback",
    });
  });

  it("a code that a policy blocks when the tokens are fetched", async () => {
    f.entra.conditionalAccess("contoso.example", { deviceCode: "block-at-device" });
    const device = await f.createSignIn().beginDeviceCode();
    f.entra.approveDevice(device.userCode, "ada@contoso.example");
    await f.clock.advance(5_000, f.settle);
    expect(await device.done).toMatchObject({
      code: "AADSTS53003",
      cure: expect.stringMatching(/^Sign in with the browser/),
      otherMethod: "callback",
    });
  });

  it("a redirect URI under the platform Web, without a secret", async () => {
    const signIn = f.createSignIn();
    expect(await f.signIn(signIn)).toMatchObject({
      code: "AADSTS7000218",
      cure: expect.stringContaining("move the redirect URI from the platform Web"),
      otherMethod: "device-code",
    });
  });

  it("none, where the method is not the reason", async () => {
    const device = await f.createSignIn().beginDeviceCode();
    f.entra.denyDevice(device.userCode);
    await f.clock.advance(5_000, f.settle);
    expect(await device.done).not.toHaveProperty("otherMethod");
  });
});
