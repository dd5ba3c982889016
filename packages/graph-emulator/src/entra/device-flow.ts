import { authorityOf, findAppAt } from "./authority.ts";
import { openBrowserSession } from "./browser-session.ts";
import { actionOf, renderStepPage } from "./browser-step.ts";
import type { BrowserSession, DeviceRecord, EntraContext } from "./entra-context.ts";
import { buildEntraErrorBody, createEntraError, EntraError } from "./entra-error.ts";
import { jsonResponse, readForm } from "./http.ts";
import { type InteractionStep, runInteraction, type SignInAction, type SignInRequest } from "./interaction.ts";
import { renderBlockedPage } from "./pages/access-pages.ts";
import { renderDeviceCodePage, renderErrorPage, renderTextPage } from "./pages/text-pages.ts";
import { publicOriginOf } from "./public-origin.ts";
import { parseRequestedScopes } from "./requested-scopes.ts";

/** Serves `/{authority}/oauth2/v2.0/devicecode`. */
export async function deviceCodeEndpoint(context: EntraContext, segment: string, request: Request): Promise<Response> {
  const origin = publicOriginOf(request);
  const { clock, random, settings, directory } = context;
  const form = await readForm(request);
  try {
    const authority = authorityOf(segment, directory);
    const app = findAppAt(authority, form.get("client_id"), directory);
    const scope = form.get("scope");
    if (!scope) throw createEntraError(900144, { parameter: "scope" });
    const now = clock.now().getTime();
    for (const [oldCode, { expires }] of context.devices) if (expires.getTime() + 24 * 3600_000 < now) context.devices.delete(oldCode);
    // No characters that look alike, and no vowels.
    const userCode = random.text(9, "BCDFGHJKLMNPQRSTVWXZ23456789");
    const deviceCode = `1.A${random.opaque(60)}`;
    context.devices.set(deviceCode, {
      userCode,
      clientId: app.clientId,
      authority: authority.segment,
      requested: parseRequestedScopes(scope, context.permissions),
      expires: new Date(now + settings.deviceCodeLifetime * 1000),
      state: { kind: "pending" },
    });
    const page = `${origin}/devicelogin`;
    return jsonResponse({
      user_code: userCode,
      device_code: deviceCode,
      verification_uri: page,
      expires_in: settings.deviceCodeLifetime,
      interval: settings.deviceCodeInterval,
      message: `To sign in, use a web browser to open the page ${page} and enter the code ${userCode} to authenticate.`,
    });
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    return jsonResponse(buildEntraErrorBody(error, { ...context, origin }), error.status);
  }
}

/** Serves the page where a user enters the code. `?otc=` can contain it. */
export async function devicePageEndpoint(context: EntraContext, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const form = request.method === "POST" ? await readForm(request) : new Map<string, string>();
  const entered = form.get("otc");
  if (entered !== undefined) {
    if (!findPendingDevice(context, entered)) return renderDeviceCodePage("That code didn't work. Check the code and try again.");
    return new Response(null, { status: 303, headers: { location: `${url.pathname}?${new URLSearchParams({ otc: entered.trim() })}` } });
  }
  const code = url.searchParams.get("otc");
  if (code === null) return renderDeviceCodePage();
  const device = findPendingDevice(context, code);
  if (!device) return renderDeviceCodePage("That code didn't work. Check the code and try again.");
  const { session, keep } = openBrowserSession(context, request);
  try {
    const { ask: signInRequest, step } = runDeviceStep(context, device, actionOf(form), session);
    if (step.kind !== "done") return keep(renderStepPage(context, signInRequest.app, step));
    return keep(
      renderTextPage(
        signInRequest.app.name,
        `You have signed in to the ${signInRequest.app.name} application on your device. You may now close this window.`,
      ),
    );
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    if (error.isBlocked) return keep(renderBlockedPage(error.code!));
    if (device.state.kind === "declined")
      return keep(renderTextPage("Cancelled", "You did not sign in on your device. You may now close this window."));
    const description = buildEntraErrorBody(error, { ...context, origin: publicOriginOf(request) }).error_description;
    return keep(renderErrorPage(description, `?${url.searchParams}`));
  }
}

/**
 * Runs one step of the device's sign-in and records its result in `device`. Canceling declines the code.
 *
 * @throws EntraError when the sign-in is refused.
 */
export function runDeviceStep(
  context: EntraContext,
  device: DeviceRecord,
  action: SignInAction,
  session: BrowserSession,
): { ask: SignInRequest; step: InteractionStep } {
  const authority = authorityOf(device.authority, context.directory);
  const app = findAppAt(authority, device.clientId, context.directory);
  const { requested } = device;
  const signInRequest: SignInRequest = {
    authority,
    app,
    requested,
    viaDeviceCode: true,
    prompt: "select_account",
    loginHint: undefined,
    domainHint: undefined,
  };
  try {
    const step = runInteraction(context, signInRequest, action, session);
    if (step.kind === "done") device.state = { kind: "approved", userId: step.user.id, signedIn: step.signedInAt, mfa: step.mfa };
    return { ask: signInRequest, step };
  } catch (error) {
    if (error instanceof EntraError && action.kind === "decide" && action.decision === "cancel") device.state = { kind: "declined" };
    throw error;
  }
}

/** Finds a pending device code. Case, spaces, and hyphens are ignored. */
export function findPendingDevice(context: EntraContext, userCode: string): DeviceRecord | undefined {
  const code = userCode.toUpperCase().replace(/[\s-]/g, "");
  const now = context.clock.now();
  return [...context.devices.values()].find(
    (device) => device.userCode === code && device.state.kind === "pending" && now < device.expires,
  );
}
