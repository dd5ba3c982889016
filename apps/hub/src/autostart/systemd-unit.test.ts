import { expect, it } from "vitest";
import { systemdUnitOf } from "./systemd-unit.ts";

const unit = { folder: "/srv/hub", command: ["/usr/bin/node", "/srv/hub/bin.js", "start"], writableFolders: ["/srv/hub"] };

it("runs as a user of the machine, who can write to the hub's folders only", () => {
  const text = systemdUnitOf({ ...unit, user: "casement", writableFolders: ["/srv/hub", "/srv/attachments of all"] });
  expect(text).toContain('ReadWritePaths=/srv/hub "/srv/attachments of all"\n');
  for (const line of ["User=casement", "ProtectSystem=strict", "ProtectHome=true", "CapabilityBoundingSet=", "WantedBy=multi-user.target"])
    expect(text.split("\n")).toContain(line);
});

it.each(["/home", "/root", "/run/user/1000/hub"])("leaves %s readable", (folder) => {
  expect(systemdUnitOf({ ...unit, user: "lena", folder })).toContain("ProtectHome=read-only\n");
});

it("needs no namespaces as a service of the user", () => {
  const text = systemdUnitOf(unit);
  expect(text).not.toMatch(/^(User|Private\w+|Protect\w+|ReadWritePaths|CapabilityBoundingSet)=/m);
  expect(text).toContain("NoNewPrivileges=true\n");
  expect(text).toContain("WantedBy=default.target\n");
});

it("quotes what systemd would read as something else", () => {
  const text = systemdUnitOf({ ...unit, folder: "/srv/50%", command: ["/opt/my node/node", "a$HOME", 'b"c', "d%h"] });
  expect(text).toContain("WorkingDirectory=/srv/50%%\n");
  expect(text).toContain('ExecStart="/opt/my node/node" a$$HOME "b\\"c" d%%h\n');
});
