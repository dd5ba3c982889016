import * as z from "zod";

export const emailAddress = z.string().regex(/^[^\s@]+@[^\s@]+$/, { error: "must be an email address" });
