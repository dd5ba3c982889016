import { type CallContext, CasementError, type ServiceContext } from "@casement/core";
import { toIso } from "@casement/graph-time";
import * as z from "zod";
import type { Config } from "../config.ts";

export type ServiceCall<Input> = ServiceContext<Config> & { readonly input: Input };

/** Acts on one's own presence. Microsoft documents this form of the path alone. */
export async function act(call: ServiceCall<unknown>, action: string, body: object): Promise<void> {
  await call.graph.send("POST", `/users/${call.account.id}/presence/${action}`, body);
  call.markWritten(call.account.id);
}

export const empty = z.object({});
export const set = z.object({ availability: z.string(), activity: z.string(), until: z.string().describe("When it ends; ISO 8601") });

export const later = ({ account, now }: CallContext<unknown>, minutes: number): string =>
  toIso(new Date(now().getTime() + minutes * 60_000), account.timeZone);

export const invalid = (field: string, problem: string): CasementError => new CasementError("input-invalid", `${field} ${problem}.`);
