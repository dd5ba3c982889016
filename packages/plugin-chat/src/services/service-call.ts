import { CasementError, type ServiceContext } from "@casement/core";
import * as z from "zod";
import type { Config } from "../config.ts";

export type ServiceCall<Input> = ServiceContext<Config> & { readonly input: Input };

export const chatId = z.string().min(1).describe("Id of the chat");
export const invalid = (field: string, problem: string): CasementError => new CasementError("input-invalid", `${field} ${problem}.`);
