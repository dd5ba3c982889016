import { describe, expect, test } from "vitest";
import { type ContosoTenant, createBrowser, createContoso, loginOrigin, publicAppId, webAppId } from "../../test/entra/entra.fixture.ts";

async function startDeviceFlow(contoso: ContosoTenant, form: Record<string, string> = {}, authority = "organizations"): Promise<any> {
  const body = new URLSearchParams({ client_id: publicAppId, scope: "openid offline_access Calendars.Read", ...form });
  return (await contoso.fetch(new Request(`${loginOrigin}/${authority}/oauth2/v2.0/devicecode`, { method: "POST", body }))).json();
}

const poll = (contoso: ContosoTenant, device_code: string, client_id = publicAppId) =>
  contoso.token({ grant_type: "urn:ietf:params:oauth:grant-type:device_code", client_id, device_code });

describe("a device code", () => {
  test("is pending, then approved in the browser, then redeemed once", async () => {
    const contoso = createContoso();
    const { device_code, user_code, verification_uri, expires_in, interval, message } = await startDeviceFlow(contoso);
    expect({ expires_in, interval }).toEqual({ expires_in: 900, interval: 5 });
    expect(message).toContain(user_code);
    expect(await poll(contoso, device_code)).toMatchObject({ status: 400, body: { error: "authorization_pending", error_codes: [70016] } });

    const { open, click } = createBrowser(contoso.fetch);
    expect((await open(verification_uri)).title).toBe("Enter code");
    expect((await click("Next", { otc: "WRONG" })).page).toContain("That code didn&#39;t work");
    expect((await click("Next", { otc: ` ${user_code.toLowerCase()} ` })).title).toBe("Sign in");
    expect(["device-code-confirmation", (await click("Ada Byron")).title]).toEqual([
      "device-code-confirmation",
      "Are you trying to sign in to Hub?",
    ]);
    expect((await click("Continue")).title).toBe("Permissions requested");
    expect((await click("Accept")).page).toContain("You have signed in to the Hub application on your device");

    const { status, body } = await poll(contoso, device_code);
    expect([status, body.scope]).toEqual([200, "Calendars.Read openid profile email"]);
    expect(body.refresh_token).toEqual(expect.any(String));
    expect((await poll(contoso, device_code)).body.error_codes).toEqual([54005]);
  });

  test("can be sent as `code`, as DavMail does", async () => {
    const contoso = createContoso();
    const { device_code, user_code } = await startDeviceFlow(contoso);
    contoso.entra.control.approveDevice(user_code, "ada@contoso.example");
    const form = { grant_type: "urn:ietf:params:oauth:grant-type:device_code", client_id: publicAppId };
    expect((await contoso.token(form)).body.error_description).toContain("device_code");
    expect(["device-code-parameter", (await contoso.token({ ...form, code: device_code })).status]).toEqual(["device-code-parameter", 200]);
  });

  test("is declined when canceled on the page", async () => {
    const contoso = createContoso();
    const { device_code, user_code } = await startDeviceFlow(contoso);
    const { open, click } = createBrowser(contoso.fetch);
    await open(`${loginOrigin}/common/oauth2/deviceauth?otc=${user_code}`);
    await click("Ada Byron");
    expect((await click("Cancel")).title).toBe("Cancelled");
    expect((await poll(contoso, device_code)).body.error).toBe("authorization_declined");
    const other = await startDeviceFlow(contoso);
    await open(`${loginOrigin}/common/oauth2/deviceauth?otc=${other.user_code}`);
    await click("Ada Byron");
    await click("Continue");
    expect((await click("Cancel")).title).toBe("Cancelled");
    expect((await poll(contoso, other.device_code)).body.error).toBe("authorization_declined");
  });

  test("expires", async () => {
    const contoso = createContoso();
    const { device_code, user_code } = await startDeviceFlow(contoso);
    await contoso.clock.advance(900_000);
    expect((await poll(contoso, device_code)).body).toMatchObject({ error: "expired_token", error_codes: [70020] });
    expect(() => contoso.entra.control.approveDevice(user_code, "ada@contoso.example")).toThrow(/no such pending device code/);
  });

  test("returns slow_down when polled too fast, if enabled", async () => {
    const contoso = createContoso();
    contoso.entra.control.settings.enforceDeviceCodeInterval = true;
    const { device_code } = await startDeviceFlow(contoso);
    const error = async () => (await poll(contoso, device_code)).body.error;
    expect([await error(), await error()]).toEqual(["authorization_pending", "slow_down"]);
    await contoso.clock.advance(5000);
    expect(await error()).toBe("authorization_pending");
  });

  test("cannot be redeemed by an app without public client flows", async () => {
    const contoso = createContoso();
    const { device_code, user_code } = await startDeviceFlow(contoso, { client_id: webAppId });
    contoso.entra.control.approveDevice(user_code, "ada@contoso.example");
    expect(await poll(contoso, device_code, webAppId)).toMatchObject({ status: 401, body: { error_codes: [7000218] } });
  });

  test("is refused if it belongs to another app or is unknown", async () => {
    const contoso = createContoso();
    const { device_code } = await startDeviceFlow(contoso);
    expect((await poll(contoso, device_code, "another")).body.error).toBe("bad_verification_code");
    expect((await poll(contoso, "made-up")).body.error).toBe("bad_verification_code");
  });

  test("requires an administrator for some permissions, and stays pending until then", async () => {
    const contoso = createContoso();
    const { control } = contoso.entra;
    const { device_code, user_code } = await startDeviceFlow(contoso, { scope: "Group.Read.All" });
    expect(control.approveDevice(user_code, "ada@contoso.example")).toMatchObject({ approved: false, code: 90094 });
    expect((await poll(contoso, device_code)).body.error).toBe("authorization_pending");
    expect(control.deviceCodes()).toMatchObject([{ userCode: user_code, clientId: publicAppId, scopes: ["Group.Read.All"] }]);
    expect(control.approveDevice(user_code, "grace@contoso.example", "organization")).toEqual({ approved: true });
    expect(contoso.directory.granted(contoso.ada, publicAppId)).toContain("Group.Read.All");
  });

  test("cannot be approved by the wrong kind of account", async () => {
    const contoso = createContoso();
    const { user_code } = await startDeviceFlow(contoso);
    expect(contoso.entra.control.approveDevice(user_code, "pat@outlook.example")).toMatchObject({ approved: false, code: 50020 });
    const other = await startDeviceFlow(contoso, {}, "consumers");
    expect(contoso.entra.control.approveDevice(other.user_code, "pat@outlook.example")).toEqual({ approved: true });
  });

  test("requires a client and a scope", async () => {
    const contoso = createContoso();
    expect(await startDeviceFlow(contoso, { client_id: "" })).toMatchObject({ error_codes: [900144] });
    expect(await startDeviceFlow(contoso, { scope: "" })).toMatchObject({ error_codes: [900144] });
  });
});
