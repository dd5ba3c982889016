import { invalidInput, requestedSets } from "@casement/core";
import { refTo, requestedSetSchema } from "../openapi/component-schemas.ts";
import { objectOf, textSchema } from "../openapi/schema-builders.ts";
import { readOptionalText, readRequiredText } from "../request-fields.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";
import type { SignInMethod } from "../sign-in/pending-sign-ins.ts";
import { toSignInOutcome } from "../sign-in/sign-in-outcome.ts";

const methods: readonly SignInMethod[] = ["device-code", "callback", "paste"];
const path = "/api/v1/accounts/{account}/sign-in";

export function createSignInRoutes({ host, pendingSignIns, addresses }: RouteContext): Route[] {
  return [
    {
      method: "POST",
      path,
      access: "full",
      operationId: "beginSignIn",
      summary: "Starts a sign-in. Returns what the person needs to complete it",
      body: objectOf({
        method: { type: "string", enum: methods },
        "requestedSet?": requestedSetSchema,
        "redirectUri?": { type: "string", format: "uri" },
      }),
      response: jsonResponseOf("The sign-in is waiting for the person.", refTo("SignIn")),
      async handle({ param, json, place }) {
        const account = host.account(param("account"));
        const body = await json();
        const method = methods.find((known) => known === body.method);
        if (!method) throw invalidInput("method", `must be one of ${methods.join(", ")}`);
        const requestedSet = requestedSets.find((known) => known === (body.requestedSet ?? "all"));
        if (!requestedSet) throw invalidInput("requestedSet", `must be one of ${requestedSets.join(", ")}`);
        // Pasting needs no page to load, so the address has no port, as it is registered.
        const defaultRedirectUri = method === "paste" ? "http://localhost/auth/callback" : addresses.redirectUri(place);
        const redirectUri = readOptionalText(body, "redirectUri") ?? defaultRedirectUri;
        if (!addresses.isOwnOrLoopback(redirectUri, place))
          throw invalidInput("redirectUri", "must be an address of this hub or of localhost");
        return createJsonResponse(await pendingSignIns.begin(account, { method, requestedSet, redirectUri }));
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
      handle: ({ param }) => createJsonResponse(pendingSignIns.state(host.account(param("account")).name)),
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
      path: `${path}/renew`,
      access: "full",
      operationId: "renewSignIn",
      summary: "Renews the sign-in now, and asks for what waits for approval",
      response: jsonResponseOf("The account.", refTo("Account")),
      async handle({ param }) {
        const account = host.account(param("account"));
        await account.signIn.renew();
        return createJsonResponse(account.status());
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
        return createJsonResponse(toSignInOutcome(await account.signIn.complete(readRequiredText(await json(), "url"))));
      },
    },
  ];
}
