/** Properties that differ after every write. */
const volatileProperties = new Set(["changeKey", "@odata.etag", "lastModifiedDateTime"]);

/** A copy of a value as JSON, without properties that differ after every write. */
export const withoutVolatile = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, part) => (volatileProperties.has(key) ? undefined : withoutBigInt(part))) ?? "null");

const withoutBigInt = (part: unknown): unknown => (typeof part === "bigint" ? `${part}n` : part);
