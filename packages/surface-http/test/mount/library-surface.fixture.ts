import type { MountedSurface } from "../../src/mount/mounted-surface.ts";

/** A surface with passwords at `/library/` and secrets in addresses at `/shelf/`. It answers with what it knows of the request. */
export const librarySurface: MountedSurface = {
  paths: ["/library/", "/shelf/", "/.well-known/library"],
  grantKinds: [
    {
      kind: "reader",
      title: "Reader",
      target: "account",
      access: ["full", "read"],
      credentialsOf: (password, { accounts }, addressOf) => ({ address: addressOf("/library/"), userName: accounts![0]!, password }),
    },
    {
      kind: "shelf",
      title: "Shelf",
      target: "sensor",
      access: ["read"],
      options: { titlesOnly: "Titles only" },
      credentialsOf: (secret, _, addressOf) => ({ address: addressOf(`/shelf/${secret}.txt`) }),
    },
  ],
  async handle({ request, path, basePath, basicGrant, secretGrant, addressOf }) {
    if (path.startsWith("/.well-known/")) return new Response(null, { status: 301, headers: { location: `${basePath}/library/` } });
    const secret = /^\/shelf\/(.+)\.txt$/.exec(path)?.[1];
    const grant = secret === undefined ? basicGrant("reader") : secretGrant("shelf", secret);
    return Response.json({ method: request.method, path, basePath, home: addressOf("/library/"), grant, body: await request.text() });
  },
};

export const basicOf = (user: string, password: string): string => `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
