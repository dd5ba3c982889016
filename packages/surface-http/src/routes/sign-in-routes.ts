import { requiredText, textField, wrong, yesOrNo } from "../fields.ts";
import { boolean, object, ref, text } from "../openapi/schemas.ts";
import { jsonAnswer, type Route } from "../route.ts";
import type { SignInMethod } from "../sign-in/sign-in-board.ts";
import { signInOutcome } from "../sign-in/sign-in-outcome.ts";
import type { Surface } from "../surface.ts";

const methods: readonly SignInMethod[] = ["device-code", "callback", "paste"];
const path = "/api/v1/accounts/{account}/sign-in";

/** Beginning a sign-in, following it, and ending it by hand. */
export function signInRoutes({ host, signIns, origins }: Surface): Route[] {
  return [
    {
      method: "POST",
      path,
      access: "full",
      id: "beginSignIn",
      summary: "Begins a sign-in and says what to show the person",
      body: object({
        method: { type: "string", enum: methods },
        "withoutUpdates?": boolean,
        "redirectUri?": { type: "string", format: "uri" },
      }),
      answer: jsonAnswer("It waits for the person.", ref("SignIn")),
      async handle({ param, json }) {
        const account = host.account(param("account"));
        const body = await json();
        const method = methods.find((each) => each === body.method);
        if (!method) throw wrong("method", `must be one of ${methods.join(", ")}`);
        const withoutUpdates = yesOrNo(body.withoutUpdates, "withoutUpdates");
        // Pasted from a page that need not load: without a port, as it is registered.
        const usual = method === "paste" ? "http://localhost/auth/callback" : origins.redirectUri;
        const redirectUri = textField(body, "redirectUri") ?? usual;
        if (!URL.canParse(redirectUri)) throw wrong("redirectUri", "must be an address");
        return Response.json(await signIns.begin(account, { method, withoutUpdates, redirectUri }));
      },
    },
    {
      method: "GET",
      path,
      // Whoever sees the code could finish the sign-in.
      access: "full",
      id: "getSignIn",
      summary: "The sign-in that waits for its person, and how the last one ended",
      answer: jsonAnswer(
        "Where it stands.",
        object({ pending: { anyOf: [ref("SignIn"), { type: "null" }] }, last: { anyOf: [ref("SignInOutcome"), { type: "null" }] } }),
      ),
      handle: ({ param }) => Response.json(signIns.state(host.account(param("account")).name)),
    },
    {
      method: "DELETE",
      path,
      access: "full",
      id: "cancelSignIn",
      summary: "Gives up the sign-in that waits for its person",
      answer: { status: 204, description: "Given up." },
      handle({ param }) {
        signIns.cancel(host.account(param("account")).name);
        return new Response(null, { status: 204 });
      },
    },
    {
      method: "POST",
      path: `${path}/complete`,
      access: "full",
      id: "completeSignIn",
      summary: "Ends a sign-in with the address at which the browser ended",
      body: object({ url: text }),
      answer: jsonAnswer("How it ended.", ref("SignInOutcome")),
      async handle({ param, json }) {
        const account = host.account(param("account"));
        return Response.json(signInOutcome(await account.signIn.complete(requiredText(await json(), "url"))));
      },
    },
  ];
}
