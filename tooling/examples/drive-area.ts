import { type Area, type AreaContext, defineRoute, GraphFault, okResult } from "@casement/testing";

/** Changes the drive of a user from outside Graph. `user` is an id or user principal name. */
export interface DriveControl {
  /** Fills the drive up to so many bytes. */
  use(user: string, bytes: number): void;
}

const total = 5_000_000_000;

/** The drive of every user, without files. Shape: https://learn.microsoft.com/graph/api/drive-get */
export function emulatedDrive({ directory }: AreaContext): Area<"drive", DriveControl> {
  const used = new Map<string, number>();
  return {
    name: "drive",
    routes: [
      defineRoute("GET", "/me/drive", ({ user, mailboxUser }) => {
        if (user.id !== mailboxUser.id) throw new GraphFault(403, "accessDenied", "The caller does not have permission.");
        const bytes = used.get(user.id) ?? 0;
        const state = bytes > total * 0.9 ? "critical" : "normal";
        return okResult({ id: `b!${user.id}`, driveType: "business", quota: { total, used: bytes, remaining: total - bytes, state } });
      }),
    ],
    control: {
      use(user, bytes) {
        const found = directory.user(user);
        if (!found) throw new Error("No user has that id or name.");
        used.set(found.id, bytes);
      },
    },
  };
}
