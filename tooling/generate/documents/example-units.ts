import { systemdUnitOf } from "../../../apps/hub/src/autostart/systemd-unit.ts";

const command = ["/usr/bin/env", "casement", "start"];

/** The unit files for people who write them themselves: for the machine and for a user. */
export const exampleUnits: Readonly<Record<"machine" | "user", string>> = {
  machine: systemdUnitOf({ user: "casement", folder: "/var/lib/casement", command, writableFolders: ["/var/lib/casement"] }),
  // systemd replaces %h by the home folder of the user.
  user: systemdUnitOf({ folder: "HOME/casement", command, writableFolders: [] }).replace("HOME", "%h"),
};
