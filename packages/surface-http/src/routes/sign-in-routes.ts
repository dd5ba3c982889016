import { refTo } from "../openapi/component-schemas.ts";
import { booleanSchema, objectOf, textSchema } from "../openapi/schema-builders.ts";
import { invalidInput, readBoolean, readOptionalText, readRequiredText } from "../request-fields.ts";
import { jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";
import type { SignInMethod } from "../sign-in/pending-sign-ins.ts";
import { toSignInOutcome } from "../sign-in/sign-in-outcome.ts";

const methods: readonly SignInMethod[] = ["device-code", "callback", "paste"];
const path = "/api/v1/accounts/{account}/sign-in";

export function createSignInRoutes({ host, pendingSignIns, origins }: RouteContext): Route[] {
  return [
    {
      method: "POST",
      path,
      access: "full",
      operationId: "beginSignIn",
      summary: "Starts a sign-in. Returns what the person needs to complete it",
      body: objectOf({
        method: { type: "string", enum: methods },
        "withoutUpdates?": booleanSchema,
        "redirectUri?": { type: "string", format: "uri" },
      }),
      response: jsonResponseOf("The sign-in is waiting for the person.", refTo("SignIn")),
      async handle({ param, json }) {
        const account = host.account(param("account"));
        const body = await json();
        const method = methods.find((known) => known === body.method);
        if (!method) throw invalidInput("method", `must be one of ${methods.join(", ")}`);
        const withoutUpdates = readBoolean(body.withoutUpdates, "withoutUpdates");
        // Pasting needs no page to load, so the address has no port, as it is registered.
        const defaultRedirectUri = method === "paste" ? "http://localhost/auth/callback" : origins.redirectUri;
        const redirectUri = readOptionalText(body, "redirectUri") ?? defaultRedirectUri;
        if (!URL.canParse(redirectUri)) throw invalidInput("redirectUri", "must be a URL");
        return Response.json(await pendingSignIns.begin(account, { method, withoutUpdates, redirectUri }));
      },
    },
    {
      method: "GET",
      path,
      // Anyone who sees the code could complete the sign-in.
      access: "full",
      operationId: "getSignIn",
      summary: "Returns the pending sign-in and the result of the last one",
      response: jsonResponseOf(
        "The state of the sign-in.",
        objectOf({ pending: { anyOf: [refTo("SignIn"), { type: "null" }] }, last: { anyOf: [refTo("SignInOutcome"), { type: "null" }] } }),
      ),
      handle: ({ param }) => Response.json(pendingSignIns.state(host.account(param("account")).name)),
    },
    {
      method: "DELETE",
      path,
      access: "full",
      operationId: "cancelSignIn",
      summary: "Cancels the pending sign-in",
      response: { status: 204, description: "Canceled." },
      handle({ param }) {
        pendingSignIns.cancel(host.account(param("account")).name);
        return new Response(null, { status: 204 });
      },
    },
    {
      method: "POST",
      path: `${path}/complete`,
      access: "full",
      operationId: "completeSignIn",
      summary: "Completes a sign-in with the address to which Microsoft sent the browser",
      body: objectOf({ url: textSchema }),
      response: jsonResponseOf("The result of the sign-in.", refTo("SignInOutcome")),
      async handle({ param, json }) {
        const account = host.account(param("account"));
        return Response.json(toSignInOutcome(await account.signIn.complete(readRequiredText(await json(), "url"))));
      },
    },
  ];
}
