import { createRefusal } from "../../refusals/create-refusal.ts";
import { type GraphFault, notFound } from "../graph-fault.ts";

/** Ids of Exchange are Base64 for URLs, begin with a type, and are long. */
const exchangeIdPattern = /^A[AQ][A-Za-z0-9_+/-]{50,}={0,2}$/;

/** Creates the error for an id that no item of a mailbox has: malformed, or not found. */
export const createMissingItemFault = (id: string): GraphFault =>
  exchangeIdPattern.test(id) ? notFound() : createRefusal("exchange-id-malformed");
