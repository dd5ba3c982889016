import { definitionOf, scopesAz, scopesManifest } from "@casement/core";
import { refTo } from "../openapi/component-schemas.ts";
import { booleanSchema, enumOf, listOf, objectOf, textSchema } from "../openapi/schema-builders.ts";
import { invalidInput, type JsonBody, readBoolean, readOptionalText, readRequiredText } from "../request-fields.ts";
import { jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";
import type { AccountSetup } from "../setup/account-setup.ts";
import { featuresOf, needsAdministrator, scopeReportOf } from "../setup/setup-features.ts";

const textListSchema = listOf(textSchema);
const choicesSchema = { accountType: textSchema, "enableUpdate?": booleanSchema, plugins: textListSchema };

/** For adding an account. These routes exist only if the program has a configuration that it can change. */
export function createSetupRoutes({ host, origins }: RouteContext, accountSetup: AccountSetup | undefined): Route[] {
  if (!accountSetup) return [];
  // Registered without a port: Microsoft accepts any port for localhost.
  const registeredRedirectUri = origins.redirectUri.replace(/^http:\/\/localhost:\d+/, "http://localhost");
  return [
    {
      method: "GET",
      path: "/api/v1/set-up",
      access: "full",
      operationId: "getSetUp",
      summary: "Returns the features available to a new account and the redirect URI to register with Microsoft",
      response: jsonResponseOf(
        "The choices.",
        objectOf({
          features: listOf(refTo("SetUpFeature")),
          registeredRedirectUri: textSchema,
          file: textSchema,
          accounts: textListSchema,
        }),
      ),
      handle: async () =>
        Response.json({
          features: await featuresOf(accountSetup),
          registeredRedirectUri,
          file: accountSetup.file,
          accounts: host.accounts.map(({ name }) => name),
        }),
    },
    {
      method: "POST",
      path: "/api/v1/set-up/permissions",
      access: "full",
      operationId: "getSetUpPermissions",
      summary: "Returns the permissions that the selected features need, for the app registration",
      body: objectOf(choicesSchema),
      response: jsonResponseOf(
        "The permissions by name, as a manifest block, and as az commands.",
        objectOf({
          scopes: listOf(objectOf({ scope: textSchema, tier: enumOf("read", "update"), adminConsent: booleanSchema })),
          manifest: textSchema,
          az: textSchema,
        }),
      ),
      async handle({ json }) {
        const body = await json();
        const ids = readTextList(body, "plugins");
        const plugins = (await accountSetup.plugins()).map((plugin) => definitionOf(plugin)).filter(({ id }) => ids.includes(id));
        const accountType = readRequiredText(body, "accountType");
        const report = await scopeReportOf({ accountType, enableUpdate: readBoolean(body.enableUpdate, "enableUpdate"), plugins });
        const tierOf = (scope: string) => report.contributions.find((contribution) => contribution.scope === scope)?.tier ?? "read";
        const scopes = report.signIn.full;
        return Response.json({
          scopes: scopes.map((scope) => ({ scope, tier: tierOf(scope), adminConsent: needsAdministrator(scope) })),
          manifest: scopesManifest(scopes),
          az: scopesAz("$CLIENT_ID", scopes),
        });
      },
    },
    {
      method: "POST",
      path: "/api/v1/set-up/accounts",
      access: "full",
      operationId: "addAccount",
      summary: "Adds an account to the configuration. The hub loads it within seconds",
      body: objectOf({
        name: textSchema,
        clientId: textSchema,
        ...choicesSchema,
        "clientSecret?": textSchema,
        "clientSecretExpires?": textSchema,
      }),
      response: jsonResponseOf("The account was added.", objectOf({ name: textSchema, file: textSchema })),
      async handle({ json }) {
        const body = await json();
        const account = {
          name: readRequiredText(body, "name"),
          clientId: readRequiredText(body, "clientId"),
          accountType: readRequiredText(body, "accountType"),
          enableUpdate: readBoolean(body.enableUpdate, "enableUpdate"),
          plugins: readTextList(body, "plugins"),
          clientSecret: readOptionalText(body, "clientSecret"),
          clientSecretExpires: readOptionalText(body, "clientSecretExpires"),
        };
        const { name, file } = await accountSetup.add(account);
        return Response.json({ name, file });
      },
    },
  ];
}

function readTextList(body: JsonBody, name: string): readonly string[] {
  const value = body[name];
  if (Array.isArray(value) && value.every((entry) => typeof entry === "string")) return value;
  throw invalidInput(name, "must be a list of texts");
}
