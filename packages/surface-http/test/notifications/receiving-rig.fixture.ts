import { createEmulator, createFakeClock } from "@casement/graph-emulator";
import type { HttpOptions } from "../../src/http-options.ts";
import { createHttpRig, type HttpRig } from "../http-rig.fixture.ts";

export const publicUrl = "https://hub.example/casement";

/** A hub behind a proxy whose notifications come from its emulator. */
export async function createReceivingRig(http: HttpOptions = {}) {
  const clock = createFakeClock();
  let rig: HttpRig | undefined;
  const emulator = createEmulator({ clock, post: async (url, init) => send(rig!, url, init) });
  rig = await createHttpRig({ emulator, clock }, { publicUrl, notifications: {}, ...http });
  await rig.testHost.advance("2s");
  return rig;
}

/** As Microsoft sends it, through the proxy. */
export const send = (rig: HttpRig, url: string, init: RequestInit): Promise<Response> =>
  rig.http.fetch(new Request(url, { ...init, headers: { ...(init.headers as Record<string, string>), host: "hub.example" } }));

export const subscriptionsOf = ({ testHost }: HttpRig) =>
  testHost.emulator.control.subscriptions.list() as { id: string; clientState: string; notificationUrl: string }[];
