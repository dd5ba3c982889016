import { invalidInput } from "@casement/core";
import { objectOf, textSchema } from "../openapi/schema-builders.ts";
import { createJsonResponse } from "../responses/json-response.ts";
import { jsonResponseOf, type Route } from "../route.ts";
import type { RouteContext } from "../route-context.ts";

export function createUploadRoutes({ host }: RouteContext): Route[] {
  return [
    {
      method: "POST",
      path: "/api/v1/uploads",
      access: "change",
      operationId: "uploadFile",
      summary: "Takes a file for a service, such as an attachment. It is kept in memory for an hour",
      query: { name: { description: "The name of the file, as others shall see it.", schema: textSchema } },
      body: { type: "string", format: "binary" },
      bodyType: "application/octet-stream",
      response: jsonResponseOf("What to name in the input of the service.", objectOf({ file: textSchema })),
      async handle({ query, bytes }) {
        const name = query("name");
        if (name === undefined || name === "") throw invalidInput("name", "is required");
        return createJsonResponse({ file: await host.uploads.add(name, await bytes()) });
      },
    },
  ];
}
