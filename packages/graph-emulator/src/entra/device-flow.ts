import { appAt, authorityOf } from "./authority.ts";
import { actOf, stepPage } from "./browser-step.ts";
import { json, readForm } from "./http.ts";
import { type Act, interact, type SignInAsk, type Step } from "./interact.ts";
import { deviceCodePage, errorPage, messagePage } from "./pages/message-page.ts";
import { publicOrigin } from "./public-origin.ts";
import { Refusal, refusal, refusalDetails } from "./refusal.ts";
import { requestedScopes } from "./requested-scopes.ts";
import { browserSession } from "./sessions.ts";
import type { DeviceRecord, EntraContext, Session } from "./state.ts";

/** `/{authority}/oauth2/v2.0/devicecode`. */
export async function deviceCodeEndpoint(context: EntraContext, segment: string, request: Request): Promise<Response> {
  const origin = publicOrigin(request);
  const { clock, random, settings, directory } = context;
  const form = await readForm(request);
  try {
    const authority = authorityOf(segment, directory);
    const app = appAt(authority, form.get("client_id"), directory);
    const scope = form.get("scope");
    if (!scope) throw refusal(900144, { parameter: "scope" });
    const now = clock.now().getTime();
    for (const [old, { expires }] of context.devices) if (expires.getTime() + 24 * 3600_000 < now) context.devices.delete(old);
    // No letters or digits that look alike, and no vowels.
    const userCode = random.text(9, "BCDFGHJKLMNPQRSTVWXZ23456789");
    const deviceCode = `1.A${random.opaque(60)}`;
    context.devices.set(deviceCode, {
      userCode,
      clientId: app.clientId,
      authority: authority.segment,
      requested: requestedScopes(scope, context.permissions),
      expires: new Date(now + settings.deviceCodeLifetime * 1000),
      state: { kind: "pending" },
    });
    const page = `${origin}/devicelogin`;
    return json({
      user_code: userCode,
      device_code: deviceCode,
      verification_uri: page,
      expires_in: settings.deviceCodeLifetime,
      interval: settings.deviceCodeInterval,
      message: `To sign in, use a web browser to open the page ${page} and enter the code ${userCode} to authenticate.`,
    });
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    return json(refusalDetails(problem, { ...context, origin }), problem.status);
  }
}

/** The page where a person enters the code; `?otc=` may bring it along. */
export async function devicePage(context: EntraContext, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const form = request.method === "POST" ? await readForm(request) : new Map<string, string>();
  const entered = form.get("otc");
  if (entered !== undefined) {
    if (!pendingDevice(context, entered)) return deviceCodePage("That code didn't work. Check the code and try again.");
    return new Response(null, { status: 303, headers: { location: `${url.pathname}?${new URLSearchParams({ otc: entered.trim() })}` } });
  }
  const code = url.searchParams.get("otc");
  if (code === null) return deviceCodePage();
  const device = pendingDevice(context, code);
  if (!device) return deviceCodePage("That code didn't work. Check the code and try again.");
  const { session, keep } = browserSession(context, request);
  try {
    const { ask, step } = deviceStep(context, device, actOf(form), session);
    if (step.kind !== "done") return keep(stepPage(context, ask.app, step));
    return keep(
      messagePage(ask.app.name, `You have signed in to the ${ask.app.name} application on your device. You may now close this window.`),
    );
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    if (device.state.kind === "declined")
      return keep(messagePage("Cancelled", "You did not sign in on your device. You may now close this window."));
    const description = refusalDetails(problem, { ...context, origin: publicOrigin(request) }).error_description;
    return keep(errorPage(description, `?${url.searchParams}`));
  }
}

/** One step towards the device's sign-in; its end is noted in `device`. Throws `Refusal`; cancelling declines the code. */
export function deviceStep(context: EntraContext, device: DeviceRecord, act: Act, session: Session): { ask: SignInAsk; step: Step } {
  const authority = authorityOf(device.authority, context.directory);
  const app = appAt(authority, device.clientId, context.directory);
  const { requested } = device;
  const ask: SignInAsk = { authority, app, requested, prompt: "select_account", loginHint: undefined, domainHint: undefined };
  try {
    const step = interact(context, ask, act, session);
    if (step.kind === "done") device.state = { kind: "approved", userId: step.user.id, signedIn: step.signedIn };
    return { ask, step };
  } catch (problem) {
    if (problem instanceof Refusal && act.kind === "decide" && act.decision === "cancel") device.state = { kind: "declined" };
    throw problem;
  }
}

/** The record behind a code as typed: case, blanks and dashes do not matter. */
export function pendingDevice(context: EntraContext, userCode: string): DeviceRecord | undefined {
  const code = userCode.toUpperCase().replace(/[\s-]/g, "");
  const now = context.clock.now();
  return [...context.devices.values()].find(
    (device) => device.userCode === code && device.state.kind === "pending" && now < device.expires,
  );
}
