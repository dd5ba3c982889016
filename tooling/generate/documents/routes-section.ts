import { createRoutes } from "../../../packages/surface-http/src/routes/create-routes.ts";
import { code, markdownTable } from "../../../packages/testing/src/readme/markdown-table.ts";

/** Every route of the HTTP interface, from the table that it is served from. */
export function routesSection(): string {
  // What a route says of itself needs no host; only its handler does.
  const inert: any = new Proxy({}, { get: () => inert, has: () => true });
  const text = { redirectUri: "" };
  const routes = createRoutes({ ...inert, host: inert, origins: text } as never, inert, inert);
  const rows = routes.map(({ method, path, access, summary, query = {}, body }) => [
    code(
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
  return markdownTable(["Route", "Who", "What"], rows);
}

function fieldsOf(body: Readonly<Record<string, any>> | undefined): string {
  const names = Object.keys(body?.properties ?? {});
  const required: readonly string[] = body?.required ?? [];
  return names.length === 0
    ? ""
    : `. Body: ${code(`{ ${names.map((name) => (required.includes(name) ? name : `${name}?`)).join(", ")} }`)}`;
}
