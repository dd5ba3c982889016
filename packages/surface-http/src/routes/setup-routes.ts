import { consentOf, definitionOf, invalidInput, parseRegistrationLine, scopesAz, scopesManifest } from "@casement/core";
import type { RequestPlace } from "../addresses/request-place.ts";
import { consentSchema, refTo } from "../openapi/component-schemas.ts";
import { booleanSchema, enumOf, listOf, objectOf, textSchema } from "../openapi/schema-builders.ts";
import { readBoolean, readOptionalText, readRequiredText, readTextList } from "../request-fields.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";
import type { AccountSetup } from "../setup/account-setup.ts";
import { readPastedIds } from "../setup/read-pasted-ids.ts";
import { registrationHelpOf } from "../setup/registration-help.ts";
import { featuresOf, scopeReportOf } from "../setup/setup-features.ts";

const textListSchema = listOf(textSchema);
const choicesSchema = { accountType: textSchema, "enableUpdate?": booleanSchema, plugins: textListSchema };

/** For adding an account. These routes exist only if the program has a configuration that it can change. */
export function createSetupRoutes({ host, addresses, clock }: RouteContext, accountSetup: AccountSetup | undefined): Route[] {
  if (!accountSetup) return [];
  // Registered without a port: Microsoft accepts any port for localhost.
  const registeredRedirectUri = (place: RequestPlace): string =>
    addresses.redirectUri(place).replace(/^http:\/\/localhost:\d+/, "http://localhost");
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
          clientIds: objectOf({ "work?": textSchema, "personal?": textSchema }),
          file: textSchema,
          accounts: textListSchema,
        }),
      ),
      handle: async ({ place }) =>
        createJsonResponse({
          features: await featuresOf(accountSetup),
          registeredRedirectUri: registeredRedirectUri(place),
          clientIds: accountSetup.clientIds ?? {},
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
        "The permissions by name, as a manifest block, and as az commands. For a work account also what registers the app: `cloudShell`, commands that print a line for `clientId` of a new account, and `request`, a page for an administrator.",
        objectOf({
          scopes: listOf(objectOf({ scope: textSchema, tier: enumOf("read", "update"), consent: consentSchema })),
          manifest: textSchema,
          az: textSchema,
          "cloudShell?": textSchema,
          "request?": textSchema,
        }),
      ),
      async handle({ json, place }) {
        const body = await json();
        const ids = readTextList(body, "plugins");
        const plugins = (await accountSetup.plugins()).map((plugin) => definitionOf(plugin)).filter(({ id }) => ids.includes(id));
        const accountType = readRequiredText(body, "accountType");
        const report = await scopeReportOf({ accountType, enableUpdate: readBoolean(body.enableUpdate, "enableUpdate"), plugins });
        const tierOf = (scope: string) => report.contributions.find((contribution) => contribution.scope === scope)?.tier ?? "read";
        const scopes = report.signIn.all;
        const registration = { accountType, redirectUri: registeredRedirectUri(place), date: clock.now() };
        return createJsonResponse({
          scopes: scopes.map((scope) => ({ scope, tier: tierOf(scope), consent: consentOf(scope, report.accountType) })),
          manifest: scopesManifest(scopes),
          az: scopesAz("$CLIENT_ID", scopes),
          ...(report.accountType === "work" && (await registrationHelpOf(report, registration))),
        });
      },
    },
    {
      method: "POST",
      path: "/api/v1/set-up/accounts",
      access: "full",
      operationId: "addAccount",
      summary:
        "Adds an account to the configuration and to the running hub. `clientId` can be the line that the registration commands print",
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
          ...registrationOf(readRequiredText(body, "clientId"), readRequiredText(body, "accountType")),
          enableUpdate: readBoolean(body.enableUpdate, "enableUpdate"),
          plugins: readTextList(body, "plugins"),
          clientSecret: readOptionalText(body, "clientSecret"),
          clientSecretExpires: readOptionalText(body, "clientSecretExpires"),
        };
        const { name, file } = await accountSetup.add(account);
        return createJsonResponse({ name, file });
      },
    },
  ];
}

/** The line of a registration names the organization, too. */
function registrationOf(clientId: string, accountType: string): { clientId: string; accountType: string } {
  const line = parseRegistrationLine(clientId);
  if (!line) return readPastedIds({ clientId, accountType });
  if (accountType === "personal") throw invalidInput("clientId", "must not be the line of a work account's registration");
  return { clientId: line.clientId, accountType: line.tenant };
}
