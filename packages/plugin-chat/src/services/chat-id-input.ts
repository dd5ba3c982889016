import * as z from "zod";

export const chatIdInput = z
  .string()
  .min(1)
  .meta({ description: "Chat ID, its topic, or the other person's name or address", "x-aliases": ["chatId", "to"] });
