import { definitionOf, scopesAz, scopesManifest } from "@casement/core";
import { type Body, requiredText, textField, wrong, yesOrNo } from "../fields.ts";
import { boolean, list, object, text } from "../openapi/schemas.ts";
import { jsonAnswer, type Route } from "../route.ts";
import { featuresOf, needsAdministrator, reportOn } from "../set-up/features.ts";
import type { SetUp } from "../set-up/set-up.ts";
import type { Surface } from "../surface.ts";

const texts = { type: "array", items: text };
const tier = { type: "string", enum: ["read", "update"] };
const choices = { accountType: text, "enableUpdate?": boolean, plugins: texts };

/** From nothing to a configured account. Only where the program has a configuration to write to. */
export function setUpRoutes({ host, origins }: Surface, setUp: SetUp | undefined): Route[] {
  if (!setUp) return [];
  // Registered without a port: Microsoft accepts any port of localhost.
  const redirectUri = origins.redirectUri.replace(/^http:\/\/localhost:\d+/, "http://localhost");
  return [
    {
      method: "GET",
      path: "/api/v1/set-up",
      access: "full",
      id: "getSetUp",
      summary: "What a new account can choose from, and what has to be registered at Microsoft",
      answer: jsonAnswer(
        "The choices.",
        object({ features: list("SetUpFeature"), registeredRedirectUri: text, file: text, accounts: texts }),
      ),
      handle: async () =>
        Response.json({
          features: await featuresOf(setUp),
          registeredRedirectUri: redirectUri,
          file: setUp.file,
          accounts: host.accounts.map(({ name }) => name),
        }),
    },
    {
      method: "POST",
      path: "/api/v1/set-up/permissions",
      access: "full",
      id: "getSetUpPermissions",
      summary: "The permissions of chosen features, for an app registration",
      body: object(choices),
      answer: jsonAnswer(
        "By name, as a manifest block, and as az commands.",
        object({
          scopes: { type: "array", items: object({ scope: text, tier, adminConsent: boolean }) },
          manifest: text,
          az: text,
        }),
      ),
      async handle({ json }) {
        const body = await json();
        const ids = textsField(body, "plugins");
        const plugins = (await setUp.plugins()).map((plugin) => definitionOf(plugin)).filter(({ id }) => ids.includes(id));
        const accountType = requiredText(body, "accountType");
        const report = await reportOn({ accountType, enableUpdate: yesOrNo(body.enableUpdate, "enableUpdate"), plugins });
        const tierOf = (scope: string) => report.contributions.find((contribution) => contribution.scope === scope)?.tier ?? "read";
        const { full } = report.signIn;
        return Response.json({
          scopes: full.map((scope) => ({ scope, tier: tierOf(scope), adminConsent: needsAdministrator(scope) })),
          manifest: scopesManifest(full),
          az: scopesAz("$CLIENT_ID", full),
        });
      },
    },
    {
      method: "POST",
      path: "/api/v1/set-up/accounts",
      access: "full",
      id: "addAccount",
      summary: "Writes an account into the configuration; the hub takes it up within moments",
      body: object({ name: text, clientId: text, ...choices, "clientSecret?": text, "clientSecretExpires?": text }),
      answer: jsonAnswer("It is written.", object({ name: text, file: text })),
      async handle({ json }) {
        const body = await json();
        const account = {
          name: requiredText(body, "name"),
          clientId: requiredText(body, "clientId"),
          accountType: requiredText(body, "accountType"),
          enableUpdate: yesOrNo(body.enableUpdate, "enableUpdate"),
          plugins: textsField(body, "plugins"),
          clientSecret: textField(body, "clientSecret"),
          clientSecretExpires: textField(body, "clientSecretExpires"),
        };
        const { name, file } = await setUp.add(account);
        return Response.json({ name, file });
      },
    },
  ];
}

function textsField(body: Body, name: string): readonly string[] {
  const value = body[name];
  if (Array.isArray(value) && value.every((entry) => typeof entry === "string")) return value;
  throw wrong(name, "must be a list of texts");
}
