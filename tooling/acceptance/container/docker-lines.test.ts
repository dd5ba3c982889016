import { expect, it } from "vitest";
import { dockerLinesOf } from "./docker-lines.ts";

it("finds what documents run with docker: flags, image or container, and the command inside", () => {
  const lines = dockerLinesOf("docs/container.md");
  expect(lines.map(({ does, target, args }) => [does, target, ...args].join(" "))).toEqual([
    "run ghcr.io/casement/casement",
    "exec casement casement access add browser My browser",
    "run ghcr.io/casement/casement demo --once",
    "exec casement casement",
  ]);
  expect(lines[0]?.flags).toEqual([
    ...["--detach", "--name casement", "--restart unless-stopped", "--read-only", "--tmpfs /tmp", "--cap-drop ALL"],
    ...["--publish 127.0.0.1:8365:8365", "--volume casement:/data"],
  ]);
  expect(lines[0]?.place).toMatch(/^docs\/container\.md:\d+$/);
  expect(dockerLinesOf("apps/home-assistant-app/DOCS.md")).toMatchObject([
    { does: "exec", flags: ["-u 1000"], target: "addon_<id>_casement", args: ["casement", "doctor"] },
  ]);
});
