import { lookup as systemLookup } from "node:dns";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { type RequestOptions, request as requestHttps } from "node:https";
import type { Clock } from "@casement/core";
import {
  type AddressLookup,
  type AddressRule,
  checkAddresses,
  createCheckedLookup,
  literalAddressOf,
  MissingResponse,
  RefusedAddress,
  receiveResponse,
} from "@casement/host";
import type { WebhookConfig } from "@casement/host/config";
import type { QueuedMessage } from "../queue/queued-message.ts";
import { signDelivery } from "./sign-delivery.ts";

/** `reason` and `status` say why an attempt failed. Neither quotes the address. */
export type DeliveryOutcome =
  | { readonly delivered: true; readonly status: number }
  | {
      readonly delivered: false;
      readonly reason: string;
      readonly status?: number;
      /** Milliseconds that the receiver asked to wait. */
      readonly retryAfter?: number;
      /** The receiver does not want any more (410). */
      readonly gone?: true;
    };

export interface DeliveryOptions {
  readonly clock: Clock;
  readonly version: string;
  readonly lookup?: AddressLookup | undefined;
  readonly signal: AbortSignal;
}

/** A receiver has this long to respond (ms). Standard Webhooks recommends 15 to 30 seconds. */
export const deliveryTimeout = 15_000;
const maxRetryAfter = 60 * 60_000;

const ruleFor = ({ protocol }: URL, privateNetwork: boolean): AddressRule => ({
  mayBePrivate: privateNetwork,
  mustBePrivate: protocol === "http:",
});

/** Makes one attempt. Follows no redirect, and reads nothing of the response but its head. */
export async function sendDelivery(
  { url: address, secret, privateNetwork = false }: WebhookConfig,
  { id, body }: Pick<QueuedMessage, "id" | "body">,
  { clock, version, lookup = systemLookup, signal }: DeliveryOptions,
): Promise<DeliveryOutcome> {
  const url = new URL(address);
  const rule = ruleFor(url, privateNetwork);
  const options: RequestOptions = {
    method: "POST",
    agent: false,
    lookup: createCheckedLookup(lookup, rule),
    headers: {
      ...signDelivery(secret, id, clock.now(), body),
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "user-agent": `casement/${version}`,
    },
  };
  try {
    const literal = literalAddressOf(url);
    if (literal !== undefined) checkAddresses([literal], rule);
    const response = await receiveResponse((answered) => {
      const request = (url.protocol === "https:" ? requestHttps : requestHttp)(url, options, answered);
      const end = (error: Error) => void request.destroy(error);
      const cancel = clock.after(deliveryTimeout, () => end(new RefusedAddress("It did not respond within 15 seconds")));
      const abort = () => end(new RefusedAddress("The hub stopped"));
      signal.addEventListener("abort", abort, { once: true });
      request.on("close", () => {
        cancel();
        signal.removeEventListener("abort", abort);
      });
      if (signal.aborted) abort();
      return request.end(body);
    });
    response.on("error", () => {});
    response.destroy();
    return outcomeOf(response, clock);
  } catch (error) {
    return { delivered: false, reason: reasonOf(error) };
  }
}

function outcomeOf({ statusCode: status = 0, headers }: IncomingMessage, clock: Clock): DeliveryOutcome {
  if (status >= 200 && status < 300) return { delivered: true, status };
  if (status === 410) return { delivered: false, status, gone: true, reason: "It responded with status 410: it wants no more" };
  if (status >= 300 && status < 400)
    return { delivered: false, status, reason: `It redirects (status ${status}), which is not followed. Enter the final address` };
  const retryAfter = retryAfterOf(headers["retry-after"], clock);
  return { delivered: false, status, reason: `It responded with status ${status}`, ...(retryAfter !== undefined && { retryAfter }) };
}

/** Seconds or a date (RFC 9110, 10.2.3), at most an hour. */
function retryAfterOf(header: string | undefined, clock: Clock): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - clock.now().getTime();
  return Number.isNaN(ms) ? undefined : Math.min(maxRetryAfter, Math.max(0, ms));
}

function reasonOf(error: unknown): string {
  if (error instanceof RefusedAddress) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof MissingResponse) return "It ends the connection without a response";
  if (code?.startsWith("HPE_")) return `It responds, but not with HTTP (${code})`;
  return `It cannot be reached (${typeof code === "string" ? code : "unknown error"})`;
}
