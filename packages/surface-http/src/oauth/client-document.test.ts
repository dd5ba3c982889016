import { once } from "node:events";
import { createServer, request as requestHttp, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { AddressLookup } from "@casement/host";
import { expect, it } from "vitest";
import { allow, clientOf, createOAuthRig, exchangeCode, queryOf, readRequest, redirectUri } from "../../test/oauth/oauth-rig.fixture.ts";
import type { DocumentClient } from "./client-document.ts";

const id = "https://assistant.example/oauth/client.json";
const document = { client_id: id, client_name: "Assistant", redirect_uris: [redirectUri] };

const resolveTo =
  (address: string): AddressLookup =>
  (_host, _options, found) =>
    found(null, [{ address, family: address.includes(":") ? 6 : 4 }]);

/** A server of documents, without TLS. `client` connects to it whatever was looked up, after the check of the addresses. */
async function openDocumentServer(answer: (response: ServerResponse) => void, resolved = "93.184.215.14") {
  let requests = 0;
  const server = createServer((_, response) => {
    requests++;
    answer(response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const client: DocumentClient = {
    lookup: resolveTo(resolved),
    request(url, { lookup, ...options }, answered) {
      const target = new URL(`http://${url.hostname}:${(server.address() as AddressInfo).port}${url.pathname}`);
      const checked: typeof lookup = (host, lookupOptions, found) =>
        lookup!(host, { ...lookupOptions, all: false }, (error, ...rest) => {
          if (error) return found(error, "");
          expect(rest).toEqual([resolved, 4]);
          return lookupOptions.all ? found(null, [{ address: "127.0.0.1", family: 4 }]) : found(null, "127.0.0.1", 4);
        });
      return requestHttp(target, { ...options, lookup: checked, agent: false }, answered);
    },
  };
  return {
    client,
    get requests() {
      return requests;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
const sendJson = (body: unknown) => (response: ServerResponse) => void response.end(JSON.stringify(body));

it("reads the document that is the id of a program, once while a person decides", async () => {
  await using server = await openDocumentServer(sendJson(document));
  await using rig = await createOAuthRig({ documentClient: server.client });
  expect((await readRequest(rig, queryOf(id))).body).toMatchObject({ name: "Assistant", documentHost: "assistant.example" });
  const { code } = await allow(rig, queryOf(id));
  expect(server.requests).toBe(1);
  const { body } = await exchangeCode(rig, id, code);
  expect(await clientOf(rig, body.access_token)).toMatchObject({ name: "Assistant" });
  expect((await readRequest(rig, queryOf(id, { redirect_uri: "https://evil.example/" }))).status).toBe(400);
  await rig.testHost.advance("10m");
  await readRequest(rig, queryOf(id));
  expect(server.requests).toBe(2);
});

it.each<[string, (response: ServerResponse) => void, string]>([
  ["is about another program", sendJson({ ...document, client_id: `${id}?x` }), "another program"],
  ["is no JSON", (response) => response.end("<html>"), "no JSON"],
  ["is a list", sendJson([document]), "another program"],
  ["has a secret", sendJson({ ...document, client_secret: "x" }), "a secret"],
  ["is missing", (response) => response.writeHead(404).end(), "status 404"],
  ["is elsewhere", (response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end(), "status 302"],
  ["is too large", sendJson({ ...document, more: "x".repeat(20_000) }), "too much"],
  ["ends early", (response) => void response.write("{", () => response.destroy()), "does not send"],
])("refuses a document that %s", async (_, answer, reason) => {
  await using server = await openDocumentServer(answer);
  await using rig = await createOAuthRig({ documentClient: server.client });
  const { status, body } = await readRequest(rig, queryOf(id));
  expect([status, body.detail]).toEqual([400, expect.stringContaining(reason)]);
});

it.each([
  "10.0.0.7",
  "127.0.0.1",
  "169.254.169.254",
  "0.0.0.0",
  "100.64.0.1",
  "::1",
  "::ffff:127.0.0.1",
  "64:ff9b::7f00:1",
  "fd00::1",
  "fe80::1",
])("does not fetch a document whose name leads to %s", async (address) => {
  await using server = await openDocumentServer(sendJson(document), address);
  await using rig = await createOAuthRig({ documentClient: server.client });
  expect((await readRequest(rig, queryOf(id))).body.detail).toContain("private network");
  expect(server.requests).toBe(0);
});

it.each([
  "https://127.0.0.1/id",
  "https://[::1]/id",
  "https://2130706433/id",
  "https://assistant.example",
  "https://assistant.example/a/../b",
  "http://assistant.example/id",
  "https://u@assistant.example/id",
  "https://assistant.example/id#x",
])("fetches nothing for the id %s", async (wrong) => {
  await using server = await openDocumentServer(sendJson({ ...document, client_id: wrong }));
  await using rig = await createOAuthRig({ documentClient: server.client });
  expect((await readRequest(rig, queryOf(wrong))).status).toBe(400);
  expect(server.requests).toBe(0);
});

it("does not wait for a server that does not answer", async () => {
  let received = (): void => {};
  const waiting = new Promise<void>((resolve) => {
    received = resolve;
  });
  await using server = await openDocumentServer(() => received());
  await using rig = await createOAuthRig({ documentClient: server.client });
  const answer = readRequest(rig, queryOf(id));
  await waiting;
  await rig.testHost.advance("5s");
  expect((await answer).body.detail).toContain("does not send");
});

it("does not wait for a server that sends a byte at a time", async () => {
  let received = (): void => {};
  const waiting = new Promise<void>((resolve) => {
    received = resolve;
  });
  await using server = await openDocumentServer((response) => {
    response.write("{");
    received();
  });
  await using rig = await createOAuthRig({ documentClient: server.client });
  const answer = readRequest(rig, queryOf(id));
  await waiting;
  for (let second = 0; second < 5; second++) await rig.testHost.advance("1s");
  expect((await answer).body.detail).toContain("does not send");
});

it("fetches nothing for somebody who is not signed in to the dashboard", async () => {
  await using server = await openDocumentServer(sendJson(document));
  await using rig = await createOAuthRig({ documentClient: server.client });
  expect((await rig.request(`/oauth/authorize?${queryOf(id)}`, { token: null })).status).toBe(303);
  expect((await rig.request("/api/v1/authorization", { method: "POST", token: null, body: { request: queryOf(id) } })).status).toBe(401);
  expect(server.requests).toBe(0);
});
