import type { MountedSurface } from "@casement/surface-http";

export const librarySurface: MountedSurface = {
  paths: ["/library/"],
  grantKinds: [
    {
      kind: "reader",
      title: "Reader",
      target: "account",
      access: ["read"],
      credentialsOf: (password, { accounts }, addressOf) => ({ address: addressOf("/library/"), userName: accounts![0]!, password }),
    },
  ],
  handle({ path, basePath, basicGrant }) {
    const { accounts } = basicGrant("reader");
    return Response.json({ accounts, self: basePath + path });
  },
};
