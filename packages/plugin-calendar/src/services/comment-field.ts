import * as z from "zod";

/** A message that goes with an invitation, a response or a cancellation. */
export const commentField = z
  .string()
  .optional()
  .meta({ title: "Message", format: "casement-text", "x-private": true, "x-aliases": ["message", "text", "body"], "x-order": 2 });
