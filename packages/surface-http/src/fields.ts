import { CasementError } from "@casement/core";

export type Body = Readonly<Record<string, unknown>>;

/** Optional text of a body. @throws CasementError `input-invalid` */
export function textField(body: Body, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string" && value !== "") return value;
  throw wrong(name, "must be text");
}

/** Text that a body must have. @throws CasementError `input-invalid` */
export function requiredText(body: Body, name: string): string {
  const value = textField(body, name);
  if (value === undefined) throw wrong(name, "is missing");
  return value;
}

/** Optional yes or no, in a body or a query. @throws CasementError `input-invalid` */
export function yesOrNo(value: unknown, name: string): boolean {
  if (value === undefined || value === null || value === false || value === "false") return false;
  if (value === true || value === "true" || value === "") return true;
  throw wrong(name, "must be true or false");
}

export function wrong(path: string, message: string): CasementError {
  return new CasementError("input-invalid", `${path} ${message}.`, { details: { issues: [{ path, message }] } });
}
