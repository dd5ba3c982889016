import { booleanSchema, listOf, objectOf, textListSchema, textSchema } from "../openapi/schema-builders.ts";
import { type JsonBody, readBoolean, readRequiredText, readTextList } from "../request-fields.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { type JsonSchema, jsonResponseOf, type Route } from "../route.ts";
import type { WebhookConfigurationChange, WebhookSetup } from "../setup/webhook-setup.ts";

const path = "/api/v1/set-up/webhooks";

const fields: Readonly<Record<"url" | "events" | "sensors" | "bodies" | "privateNetwork", JsonSchema>> = {
  url: textSchema,
  events: { ...textListSchema, description: "`plugin/event` or `account/plugin/event`, with `*` for any text." },
  sensors: { ...textListSchema, description: "`account/plugin/sensor`, with `*` for any text." },
  bodies: { ...booleanSchema, description: "Whether texts of messages, calendar events and tasks are sent, too." },
  privateNetwork: { ...booleanSchema, description: "Whether the address may be in a private network or on the hub's machine." },
};
const { url: _, ...others } = fields;
const optional = (schemas: Readonly<Record<string, JsonSchema>>): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [`${name}?`, schema]));

/** For editing webhooks of the configuration. */
export function createWebhookSetupRoutes(setup: WebhookSetup | undefined): Route[] {
  if (!setup) return [];
  return [
    {
      method: "GET",
      path,
      access: "full",
      operationId: "listWebhookConfigurations",
      summary: "Returns the webhooks as the configuration file has them",
      response: jsonResponseOf(
        "The webhooks, without their secrets.",
        objectOf({ webhooks: listOf(objectOf({ name: textSchema, ...fields })) }),
      ),
      handle: () => createJsonResponse({ webhooks: setup.list() }),
    },
    {
      method: "POST",
      path,
      access: "full",
      operationId: "addWebhook",
      summary: "Adds a webhook to the configuration and to the running hub. Its secret is shown only in this response",
      body: objectOf({ name: textSchema, url: textSchema, ...optional(others) }),
      response: jsonResponseOf("The webhook was added.", objectOf({ name: textSchema, secret: textSchema })),
      async handle({ json }) {
        const body = await json();
        const name = readRequiredText(body, "name");
        const defaults = { events: [], sensors: [], bodies: false, privateNetwork: false };
        const { secret } = await setup.add({ name, url: readRequiredText(body, "url"), ...defaults, ...readChange(body) });
        return createJsonResponse({ name, secret });
      },
    },
    {
      method: "PATCH",
      path: `${path}/{webhook}`,
      access: "full",
      operationId: "changeWebhook",
      summary: "Changes a webhook in the configuration and in the running hub. What the body does not name stays",
      body: objectOf(optional(fields)),
      response: { status: 204, description: "Changed." },
      async handle({ param, json }) {
        await setup.change(param("webhook"), readChange(await json()));
        return new Response(null, { status: 204 });
      },
    },
    {
      method: "DELETE",
      path: `${path}/{webhook}`,
      access: "full",
      operationId: "removeWebhook",
      summary: "Removes a webhook from the configuration and from the running hub, with its secret and what waits for it",
      response: { status: 204, description: "Removed." },
      async handle({ param }) {
        await setup.remove(param("webhook"));
        return new Response(null, { status: 204 });
      },
    },
  ];
}

function readChange(body: JsonBody): WebhookConfigurationChange {
  return {
    ...(body.url !== undefined && { url: readRequiredText(body, "url") }),
    ...(body.events !== undefined && { events: readTextList(body, "events") }),
    ...(body.sensors !== undefined && { sensors: readTextList(body, "sensors") }),
    ...(body.bodies !== undefined && { bodies: readBoolean(body.bodies, "bodies") }),
    ...(body.privateNetwork !== undefined && { privateNetwork: readBoolean(body.privateNetwork, "privateNetwork") }),
  };
}
