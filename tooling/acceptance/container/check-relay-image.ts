import assert from "node:assert/strict";
import { connectToRelay, createRelayKeys } from "@casement/relay";
import { findFreePort } from "../harness/find-free-port.ts";
import type { AcceptanceRun } from "../harness/run-acceptance.ts";
import { waitFor } from "../harness/wait-for.ts";
import { buildImage, relayImage } from "./build-image.ts";
import type { ImageBuilder } from "./image-builder.ts";
import { type ContainerOptions, runInContainer, startContainer } from "./run-container.ts";

/** Builds the image of the relay and runs it as docs/notifications.md says, with a hub that connects to it. */
export async function checkRelayImage(buildah: ImageBuilder, { phase, ok }: Pick<AcceptanceRun, "phase" | "ok">): Promise<void> {
  const { root } = await buildImage(buildah, relayImage, phase);
  const image = await buildah.configOf(relayImage.name);
  assert.equal(image.User, "1000:1000");
  const container: ContainerOptions = { root, image, volumes: {} };
  const port = await findFreePort();
  const keys = createRelayKeys();
  const relay = await phase("The relay", 30, () => startContainer(container, ["--port", String(port), `--hub=${keys.publicKey}`]));
  const address = `http://127.0.0.1:${port}`;
  let received = "";
  const receive = (body: unknown): void => {
    received = JSON.stringify(body);
  };
  const receiver = { connect: () => () => {}, receive, missed: () => {} };
  const connection = connectToRelay({ relay: address, keys, receiver });
  await waitFor("the hub's stream", 15, async () => connection.isConnected || undefined);
  const value = [{ subscriptionId: "s", clientState: "c", resource: "me/messages/1" }];
  const answer = await fetch(`${address}/notifications/${keys.publicKey}`, { method: "POST", body: JSON.stringify({ value }) });
  assert.equal(answer.status, 202);
  await waitFor("the notification", 15, async () => received || undefined);
  assert.deepEqual(JSON.parse(received), { value: [{ subscriptionId: "s", clientState: "c" }] });
  ok("the image of the relay runs read-only, as its own user and without a volume, and passes a notification to a hub");
  const check = (image.Healthcheck?.Test ?? []).slice(1).map((word) => word.replace(":8367/", `:${port}/`));
  assert.equal((await runInContainer(container, check)).code, 0);
  await relay.signal("SIGTERM");
  assert.equal(await relay.ended, 0);
  connection.close();
  assert.equal((await runInContainer(container, check)).code, 1);
  ok("the relay's health check is healthy while it runs, and SIGTERM ends it");
}
