import * as z from "zod";

export const listNameInput = z
  .string()
  .min(1)
  .max(255)
  .meta({ "x-aliases": ["title", "displayName"] });
