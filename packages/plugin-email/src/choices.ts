import * as z from "zod";

export const importance = z.enum(["low", "normal", "high"]);
export const flag = z.enum(["flagged", "complete", "none"]);
