import { invalidInput } from "@casement/core";

export type JsonBody = Readonly<Record<string, unknown>>;

/** @throws CasementError `input-invalid` */
export function readOptionalText(body: JsonBody, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string" && value !== "") return value;
  throw invalidInput(name, "must be text");
}

/** @throws CasementError `input-invalid` */
export function readRequiredText(body: JsonBody, name: string): string {
  const value = readOptionalText(body, name);
  if (value === undefined) throw invalidInput(name, "is required");
  return value;
}

/** A boolean in a body or a query. Default: false. @throws CasementError `input-invalid` */
export function readBoolean(value: unknown, name: string): boolean {
  if (value === undefined || value === null || value === false || value === "false") return false;
  if (value === true || value === "true" || value === "") return true;
  throw invalidInput(name, "must be true or false");
}

/** @throws CasementError `input-invalid` */
export function readTextList(body: JsonBody, name: string): readonly string[] {
  const value = body[name];
  if (Array.isArray(value) && value.every((entry) => typeof entry === "string")) return value;
  throw invalidInput(name, "must be a list of texts");
}
