import * as z from "zod";

export const chatIdInput = z
  .string()
  .min(1)
  .meta({ description: "Chat ID", "x-aliases": ["chatId"] });
