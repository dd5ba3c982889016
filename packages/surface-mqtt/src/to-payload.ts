import { toWellFormed } from "@casement/core";

/** A JSON payload without lone surrogates, which Home Assistant's parser refuses. */
export const toPayload = (content: object): string => JSON.stringify(toWellFormed(content));
