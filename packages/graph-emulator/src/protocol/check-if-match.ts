import { createRefusal } from "../refusals/create-refusal.ts";
import type { GraphRequest } from "./route.ts";

/** @throws GraphFault 412 when the client's `If-Match` names another `changeKey` than the item has. */
export function checkIfMatch({ headers }: GraphRequest, changeKey: string): void {
  const ifMatch = headers.get("if-match");
  if (ifMatch && ifMatch !== "*" && ifMatch !== `W/"${changeKey}"`) throw createRefusal("etag-mismatch");
}
