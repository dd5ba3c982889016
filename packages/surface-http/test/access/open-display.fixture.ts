import type { HttpRig } from "../http-rig.fixture.ts";

export const sameOriginHeaders = { origin: "http://127.0.0.1:8365", "sec-fetch-site": "same-origin" };

/** A browser that opened the link of a display named Kitchen. */
export async function openDisplay(rig: HttpRig, mayTick?: readonly string[]) {
  const body = { kind: "wall", name: "Kitchen", ...(mayTick && { mayTick }) };
  const { credentials } = (await rig.requestJson("/api/v1/access", { method: "POST", body })).body;
  const opened = await rig.request("/session", {
    method: "POST",
    token: null,
    headers: sameOriginHeaders,
    body: { token: credentials.address.split("#session=")[1] },
  });
  const session = (await opened.json()) as { key: string };
  const headers = {
    ...sameOriginHeaders,
    cookie: opened.headers.get("set-cookie")!.split(";")[0]!,
    "casement-session-key": session.key,
  };
  const send = (method: string, path: string, body?: object) =>
    rig.request(path, { method, token: null, headers, ...(body && { body }) }).then(async (response) => ({
      status: response.status,
      body: response.status === 204 ? undefined : ((await response.json()) as any),
    }));
  return { session, headers, send };
}
