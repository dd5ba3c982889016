import { definePlugin } from "@casement/core";
import { expect, it } from "vitest";
import * as z from "zod";
import { createHttpRig } from "../../test/http-rig.fixture.ts";

const scanner = definePlugin({
  id: "scanner",
  title: "Scanner",
  scopes: { "User.Read": { tier: "read", why: "Read files" } },
  services: {
    weigh: {
      title: "Weigh a file",
      input: z.object({ file: z.string() }),
      output: z.object({ name: z.string(), size: z.number(), sum: z.number() }),
      scope: "User.Read",
      effect: "read",
      async run({ input, files }) {
        const { name, size, stream } = await files.read(input.file);
        let sum = 0;
        for await (const part of stream()) for (const byte of part) sum += byte;
        return { name, size, sum };
      },
    },
  },
});

it("takes a file for a service, without reading it as text", async () => {
  await using rig = await createHttpRig({ plugins: [{ plugin: scanner }] });
  const upload = (name: string, body: string | Uint8Array<ArrayBuffer>, headers = {}) =>
    rig.http.fetch(
      new Request(`http://127.0.0.1:8365/api/v1/uploads${name}`, {
        method: "POST",
        headers: { host: "127.0.0.1:8365", authorization: "Bearer the-full-token-of-the-test", ...headers },
        body,
      }),
    );
  const response = await upload("?name=..%2Fphoto.png", new Uint8Array([0, 200, 255]));
  const { file } = (await response.json()) as { file: string };
  expect(file).toMatch(/^upload:.*\/photo\.png$/);
  const { body } = await rig.requestJson("/api/v1/accounts/home/services/scanner/weigh", { method: "POST", body: { file } });
  expect(body.result).toEqual({ name: "photo.png", size: 3, sum: 455 });
  expect(await (await upload("", "x")).json()).toMatchObject({ code: "input-invalid" });
  expect(await (await upload("?name=a", "x", { "content-length": String(25 * 1024 * 1024 + 1) })).json()).toMatchObject({
    code: "too-large",
    detail: "The body is larger than 25 MB.",
  });
  expect((await upload("?name=a", new Uint8Array(25 * 1024 * 1024 + 1))).status).toBe(413);
});
