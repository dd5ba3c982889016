import type { IncomingMessage } from "node:http";
import { request } from "node:https";

export interface ProxiedResponse {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

interface ProxiedRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request over TLS and returns the response as soon as it begins. The certificate is one of this run. */
export const openThrough = (url: string, { method = "GET", headers = {}, body }: ProxiedRequest = {}): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request(url, { method, headers, rejectUnauthorized: false, agent: false }, resolve).on("error", reject).end(body);
  });

export async function requestThrough(url: string, options?: ProxiedRequest): Promise<ProxiedResponse> {
  const response = await openThrough(url, options);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() };
}
