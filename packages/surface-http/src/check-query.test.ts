import { expect, it } from "vitest";
import { useHttpRig } from "../test/http-rig.fixture.ts";

const rig = useHttpRig();

it.each([
  ["DELETE", "/api/v1/accounts/home/session?keepdata=true", "keepData"],
  ["DELETE", "/api/v1/accounts/home/session?keepData=true&keepData=false", "more than once"],
  ["DELETE", "/api/v1/accounts/home/session?keepData=maybe", "true or false"],
  ["DELETE", "/api/v1/access?Name=Phone", "did you mean name"],
  ["GET", "/api/v1/events?afer=1", "did you mean after"],
  ["GET", "/api/v1/events?constructor=1", "not a parameter"],
  ["GET", "/api/v1/sensors?limit=1", "not a parameter"],
  ["GET", "/api/v1/accounts/home/scopes?format=Manifest", "must be json or"],
])("%s %s is refused", async (method, path, reason) => {
  const { status, body } = await rig().requestJson(path, { method });
  expect([status, body.code, body.detail]).toEqual([400, "input-invalid", expect.stringContaining(reason)]);
  expect((await rig().requestJson("/api/v1/accounts")).body.accounts[0].state).toBe("signed-in");
});

it.each([
  ["/session", { token: "x", acess: "read" }],
  ["/api/v1/access", { kind: "wall", for: "the kitchen" }],
  ["/api/v1/accounts/home/sign-in", { method: "paste", withoutUpdate: true }],
  ["/api/v1/accounts/home/sign-in/complete", { url: "http://localhost/", state: "x" }],
])("a field that %s does not have is refused", async (path, body) => {
  const answer = await rig().requestJson(path, { method: "POST", body });
  const field = Object.keys(body)[1];
  expect([answer.status, answer.body.errors]).toEqual([400, [expect.objectContaining({ pointer: `#/${field}` })]]);
  expect((await rig().requestJson("/api/v1/accounts/home/sign-in")).body.pending).toBe(null);
});
