import { connect } from "node:net";
import { expect, it } from "vitest";
import { listenOnAddress } from "./listen-on-address.ts";

it("answers what only reads before calls that arrived at once", async () => {
  const begun: string[] = [];
  const server = await listenOnAddress(
    ({ method = "" }, response) => {
      begun.push(method);
      response.end();
    },
    "127.0.0.1",
    0,
  );
  const socket = connect(server.port, "127.0.0.1");
  const requestOf = (method: string, more = "") => `${method} / HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;
  socket.write([...Array(30).fill(requestOf("POST", "Content-Length: 0\r\n")), requestOf("GET")].join(""));
  await expect.poll(() => begun.length).toBe(31);
  socket.destroy();
  await server.close(1_000);
  expect(begun).toEqual(["GET", ...Array(30).fill("POST")]);
});
