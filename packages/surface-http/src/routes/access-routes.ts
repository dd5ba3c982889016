import { invalidInput } from "@casement/core";
import type { AccessGrant } from "../access/access-grant.ts";
import type { WantedLimits } from "../access/agent-limits.ts";
import { isBrowserGrant } from "../access/browser-kinds.ts";
import { readWallSettings } from "../access/wall-settings.ts";
import { agentLimitSchemas } from "../openapi/agent-limit-schemas.ts";
import { refTo } from "../openapi/component-schemas.ts";
import { enumOf, listOf, objectOf, textListSchema, textSchema } from "../openapi/schema-builders.ts";
import { wallSettingsSchema } from "../openapi/session-schemas.ts";
import { type JsonBody, readOptionalText, readRequiredText, readTextList } from "../request-fields.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { jsonResponseOf, type Route, type RouteRequest } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

const path = "/api/v1/access";

/** Whom the hub lets in. */
export function createAccessRoutes({ access, addresses }: RouteContext): Route[] {
  const toGrantJson = (grant: AccessGrant, { client }: RouteRequest): object => ({ ...grant, current: grant.name === client?.grant?.name });
  return [
    {
      method: "GET",
      path,
      access: "full",
      operationId: "listAccess",
      summary: "Lists the access that the hub has given out, and the kinds that can be added",
      response: jsonResponseOf(
        "Everything but the secrets.",
        objectOf({ grants: listOf(refTo("Grant")), kinds: listOf(refTo("GrantKind")) }),
      ),
      handle: (request) =>
        createJsonResponse({
          grants: access.store.list().map((grant) => toGrantJson(grant, request)),
          kinds: access.kinds.map(({ kind, title, target, access: choices, options = {}, isAgent, canTick, unavailable }) => ({
            kind,
            title,
            target,
            access: choices,
            options,
            ...(canTick && { canTick }),
            ...(isAgent && { isAgent }),
            ...(unavailable !== undefined && { unavailable }),
          })),
        }),
    },
    {
      method: "POST",
      path,
      access: "full",
      operationId: "addAccess",
      summary: "Adds access for a browser, a display or a program. Its secret is shown only in this response",
      body: objectOf({
        kind: enumOf(...access.kinds.map(({ kind }) => kind)),
        "name?": textSchema,
        "target?": { type: "string", description: "An account or a sensor, as the kind needs it." },
        "access?": enumOf("full", "read", "add", "change"),
        "accounts?": { ...textListSchema, description: "For an AI agent: the accounts that it may use. Default: all." },
        ...agentLimitSchemas,
        "mayTick?": { ...textListSchema, description: "For a display: the lists whose items it may complete and reopen." },
        "options?": { ...listOf(textSchema), description: "Switches of the kind that are on." },
      }),
      response: jsonResponseOf(
        "The access. For a browser, the address is a link that opens one session within ten minutes.",
        objectOf({ grant: refTo("Grant"), credentials: refTo("GrantCredentials") }),
      ),
      async handle(request) {
        const body = await request.json();
        const wanted = {
          kind: readRequiredText(body, "kind"),
          name: readOptionalText(body, "name"),
          target: readOptionalText(body, "target"),
          access: readAccess(body),
          accounts: body.accounts === undefined ? undefined : readTextList(body, "accounts"),
          ...readLimits(body),
          mayTick: body.mayTick === undefined ? undefined : readTextList(body, "mayTick"),
          options: body.options === undefined ? [] : readTextList(body, "options"),
        };
        const { grant, credentials } = await access.add(wanted, (ownPath) => addresses.addressOf(ownPath, request.place));
        return createJsonResponse({ grant: toGrantJson(grant, request), credentials });
      },
    },
    {
      method: "PATCH",
      path,
      access: "full",
      operationId: "arrangeDisplay",
      summary: "Keeps how the browser or the display with this access shows its wall page",
      query: { name: { description: "The name of the access.", schema: textSchema } },
      body: objectOf({ wall: wallSettingsSchema }),
      response: { status: 204, description: "Kept." },
      async handle({ query, json }) {
        const name = query("name");
        if (name === undefined) throw invalidInput("name", "is required");
        const wall = readWallSettings((await json()).wall);
        const grant = access.store.list().find((each) => each.name === name);
        if (!grant || !isBrowserGrant(grant))
          throw invalidInput("name", "must be the name of the access of a browser or a display: GET /api/v1/access lists them");
        access.store.arrange(grant, wall);
        await access.store.saved();
        return new Response(null, { status: 204 });
      },
    },
    {
      method: "DELETE",
      path,
      access: "full",
      operationId: "revokeAccess",
      summary: "Ends an access by its name",
      query: { name: { description: "The name of the access.", schema: textSchema } },
      response: { status: 204, description: "Ended." },
      async handle({ query }) {
        const name = query("name");
        if (name === undefined) throw invalidInput("name", "is required");
        await access.revoke(name);
        return new Response(null, { status: 204 });
      },
    },
  ];
}

function readAccess(body: JsonBody): AccessGrant["access"] | undefined {
  const value = body.access;
  if (value === undefined || value === "full" || value === "read" || value === "add" || value === "change") return value;
  throw invalidInput("access", "must be full, read, add or change");
}

/** What an AI agent may do. @throws CasementError `input-invalid` */
export function readLimits(body: JsonBody): WantedLimits {
  const list = (name: string) => (body[name] === undefined ? undefined : readTextList(body, name));
  const number = (name: string): number | undefined => {
    const value = body[name];
    if (value === undefined || typeof value === "number") return value;
    throw invalidInput(name, "must be a number");
  };
  return {
    tools: list("tools"),
    recipients: list("recipients"),
    callsPerHour: number("callsPerHour"),
    messagesPerHour: number("messagesPerHour"),
  };
}
