import * as z from "zod";

export const messageImportance = z.enum(["low", "normal", "high"]);
export const messageFlag = z.enum(["flagged", "complete", "none"]);
