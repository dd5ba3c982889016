import type { Route } from "../../../packages/surface-http/src/route.ts";
import { createRoutes } from "../../../packages/surface-http/src/routes/create-routes.ts";
import { inlineCode, markdownTable } from "../../../packages/testing/src/readme/markdown-table.ts";

/** All routes of the HTTP interface. Only for their descriptions: the handlers need a host. */
export function describedRoutes(): readonly Route[] {
  // The descriptions of routes do not use the host. Only the handlers do.
  const unused: any = {};
  return createRoutes(
    { access: { kinds: [] } } as never,
    { accountSetup: unused, webhookSetup: unused, backup: unused, mcp: unused },
    unused,
  );
}

/** The table of all routes of the HTTP interface. */
export function routesSection(): string {
  const rows = describedRoutes().map(({ method, path, access, summary, query = {}, body }) => [
    inlineCode(
      `${method} ${path}${
        Object.keys(query).length > 0
          ? `?${Object.keys(query)
              .map((name) => `${name}=`)
              .join("&")}`
          : ""
      }`,
    ),
    access,
    `${summary}${fieldsOf(body)}`,
  ]);
  return markdownTable(["Route", "Access", "Description"], rows);
}

function fieldsOf(body: Readonly<Record<string, any>> | undefined): string {
  const names = Object.keys(body?.properties ?? {});
  const required: readonly string[] = body?.required ?? [];
  return names.length === 0
    ? ""
    : `. Body: ${inlineCode(`{ ${names.map((name) => (required.includes(name) ? name : `${name}?`)).join(", ")} }`)}`;
}
