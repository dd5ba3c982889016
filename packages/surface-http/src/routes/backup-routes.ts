import { objectOf, textSchema } from "../openapi/schema-builders.ts";
import { readOptionalText } from "../request-fields.ts";
import type { Route } from "../route.ts";

/** Makes a backup. `passphrase`: adds the key, sealed by it. */
export type CreateBackup = (passphrase: string | undefined) => Promise<Uint8Array<ArrayBuffer>>;

export function createBackupRoutes(createBackup: CreateBackup | undefined): Route[] {
  if (!createBackup) return [];
  return [
    {
      method: "POST",
      path: "/api/v1/backup",
      access: "full",
      operationId: "createBackup",
      summary: "Makes a backup of the configuration and the encrypted data, for casement restore",
      body: objectOf({
        "passphrase?": { ...textSchema, description: "Adds the encryption key, sealed with this passphrase of at least 12 characters." },
      }),
      response: {
        status: 200,
        description: "The backup. It does not contain the key, unless a passphrase was given.",
        content: { "application/gzip": { type: "string", format: "binary" } },
      },
      async handle({ json }) {
        const data = await createBackup(readOptionalText(await json(), "passphrase"));
        return new Response(data, { headers: { "content-type": "application/gzip" } });
      },
    },
  ];
}
