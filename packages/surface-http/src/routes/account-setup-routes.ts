import { definitionOf, invalidInput, jsonSchema } from "@casement/core";
import { booleanSchema, nullableOf, objectOf, textSchema } from "../openapi/schema-builders.ts";
import { type JsonBody, readOptionalText } from "../request-fields.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { type JsonSchema, jsonResponseOf, type Route } from "../route.ts";
import type { AccountConfigurationChange, AccountSetup } from "../setup/account-setup.ts";
import { readPastedIds } from "../setup/read-pasted-ids.ts";

const path = "/api/v1/set-up/accounts/{account}";

const blockSchema: JsonSchema = {
  type: "object",
  description: "`enabled`, `enableUpdate`, `every` and the plugin's own settings.",
  additionalProperties: true,
};
const optionalTexts = ["clientSecret", "clientSecretExpires", "sharedMailbox", "timeZone"] as const;

/** For editing accounts of the configuration. */
export function createAccountSetupRoutes(accountSetup: AccountSetup | undefined): Route[] {
  if (!accountSetup) return [];
  return [
    {
      method: "GET",
      path,
      access: "full",
      operationId: "getAccountConfiguration",
      summary: "Returns an account as the configuration file has it, and the settings that plugins have",
      response: jsonResponseOf(
        "The account, without its client secret. Texts are as they are written in the file.",
        objectOf({
          account: objectOf({
            name: textSchema,
            "clientId?": textSchema,
            "accountType?": textSchema,
            enableUpdate: booleanSchema,
            hasClientSecret: booleanSchema,
            "clientSecretExpires?": textSchema,
            "sharedMailbox?": textSchema,
            "timeZone?": textSchema,
            "signIn?": textSchema,
            plugins: { type: "object", additionalProperties: blockSchema },
            version: { ...textSchema, description: "Changes with every change of the account." },
          }),
          settings: { type: "object", description: "JSON Schema of each plugin's own settings.", additionalProperties: { type: "object" } },
        }),
      ),
      handle: async ({ param }) =>
        createJsonResponse({ account: await accountSetup.read(param("account")), settings: await settingsOf(accountSetup) }),
    },
    {
      method: "PATCH",
      path,
      access: "full",
      operationId: "changeAccount",
      summary: "Changes an account in the configuration and in the running hub. What the body does not name stays",
      body: objectOf({
        "clientId?": textSchema,
        "accountType?": textSchema,
        "enableUpdate?": booleanSchema,
        ...Object.fromEntries(optionalTexts.map((name) => [`${name}?`, nullableOf(textSchema)])),
        "plugins?": {
          type: "object",
          description: "The whole block of each plugin to change. Null removes a plugin.",
          additionalProperties: nullableOf(blockSchema),
        },
        "version?": { ...textSchema, description: "The version that you read. If the account has another one by now, nothing is changed." },
      }),
      response: { status: 204, description: "Changed." },
      async handle({ param, json }) {
        await accountSetup.change(param("account"), readChange(await json()));
        return new Response(null, { status: 204 });
      },
    },
    {
      method: "DELETE",
      path,
      access: "full",
      operationId: "removeAccount",
      summary: "Removes an account from the configuration and from the running hub, with its sign-in, its data and its access",
      response: { status: 204, description: "Removed." },
      async handle({ param }) {
        await accountSetup.remove(param("account"));
        return new Response(null, { status: 204 });
      },
    },
  ];
}

async function settingsOf(accountSetup: AccountSetup): Promise<Readonly<Record<string, JsonSchema>>> {
  const definitions = (await accountSetup.plugins()).map((plugin) => definitionOf(plugin));
  return Object.fromEntries(definitions.map(({ id, config }) => [id, config ? jsonSchema(config, "input") : { type: "object" }]));
}

function readChange(body: JsonBody): AccountConfigurationChange {
  const named = optionalTexts.filter((name) => body[name] !== undefined);
  const { enableUpdate } = body;
  const version = readOptionalText(body, "version");
  if (enableUpdate !== undefined && typeof enableUpdate !== "boolean") throw invalidInput("enableUpdate", "must be true or false");
  return {
    ...readPastedIds(
      Object.fromEntries(
        ["clientId", "accountType"].map((name) => [name, readOptionalText(body, name)]).filter(([, value]) => value !== undefined),
      ),
    ),
    ...(enableUpdate !== undefined && { enableUpdate }),
    ...(version !== undefined && { version }),
    ...Object.fromEntries(named.map((name) => [name, readOptionalText(body, name) ?? null])),
    ...(body.plugins !== undefined && { plugins: readBlocks(body.plugins) }),
  };
}

function readBlocks(value: unknown): NonNullable<AccountConfigurationChange["plugins"]> {
  const isObject = (item: unknown): item is Record<string, Record<string, unknown>> =>
    typeof item === "object" && item !== null && !Array.isArray(item);
  if (!isObject(value)) throw invalidInput("plugins", "must be an object");
  for (const [id, block] of Object.entries(value))
    if (block !== null && !isObject(block)) throw invalidInput(["plugins", id], "must be an object, or null to remove the plugin");
  return value;
}
