import { createDirectory, type Directory, type User } from "../../src/directory.ts";
import { createEntra, type Entra } from "../../src/entra/create-entra.ts";
import { createFakeClock, type FakeClock } from "../../src/fake-clock.ts";

export const loginOrigin = "https://login.microsoftonline.com";
export const webAppId = "11111111-1111-4111-8111-111111111111";
export const publicAppId = "22222222-2222-4222-8222-222222222222";
export const webAppSecret = "right-secret";
export const callbackUri = "http://localhost/auth/callback";

export interface ContosoTenant {
  clock: FakeClock;
  directory: Directory;
  entra: Entra;
  /** An ordinary user, an administrator, and a personal account. */
  ada: User;
  grace: User;
  pat: User;
  fetch(request: Request): Promise<Response>;
  /** Posts a form to `/{authority}/oauth2/v2.0/token`. */
  token(form: Record<string, string>, authority?: string, headers?: Record<string, string>): Promise<{ status: number; body: any }>;
}

/** Creates a tenant with two users, a personal account, a registered web app, and a registered public client. */
export function createContoso(): ContosoTenant {
  const clock = createFakeClock();
  const directory = createDirectory();
  const tenantId = directory.addTenant({ domain: "contoso.example", displayName: "Contoso" }).id;
  directory.addTenant({ domain: "fabrikam.example", displayName: "Fabrikam" });
  const ada = directory.addUser({ userPrincipalName: "ada@contoso.example", displayName: "Ada Byron" });
  const grace = directory.addUser({ userPrincipalName: "grace@contoso.example", isAdmin: true, password: "hopper" });
  const pat = directory.addUser({ userPrincipalName: "pat@outlook.example" });
  const secrets = [{ id: "secret-id", value: webAppSecret }];
  const permissions = ["User.Read", "Group.Read.All"];
  directory.registerApp({ clientId: webAppId, name: "Hub", tenantId, secrets, permissions, redirectUris: { web: [callbackUri] } });
  directory.registerApp({ clientId: publicAppId, name: "Hub", allowPublicClient: true, redirectUris: { publicClient: [callbackUri] } });
  const entra = createEntra({ directory, clock });
  const fetch = async (request: Request) => (await entra.handle(request)) ?? new Response(null, { status: 404 });
  return {
    clock,
    directory,
    entra,
    ada,
    grace,
    pat,
    fetch,
    async token(form, authority = "organizations", headers = {}) {
      const body = new URLSearchParams(form);
      const response = await fetch(
        new Request(`${loginOrigin}/${authority}/oauth2/v2.0/token?client-request-id=x`, { method: "POST", body, headers }),
      );
      return { status: response.status, body: await response.json() };
    },
  };
}

/** Returns an authorize URL. `undefined` omits a parameter. */
export function authorizeUrlWith(parameters: Record<string, string | undefined> = {}, authority = "organizations"): string {
  const defaults = {
    client_id: webAppId,
    response_type: "code",
    redirect_uri: callbackUri,
    scope: "openid profile offline_access Calendars.Read",
    state: "s1",
  };
  const given = Object.entries({ ...defaults, ...parameters }).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `${loginOrigin}/${authority}/oauth2/v2.0/authorize?${new URLSearchParams(given)}`;
}

/** Creates a browser without script: it supports cookies and forms, and reports redirects to other hosts without following them. */
export function createBrowser(fetch: ContosoTenant["fetch"]): {
  open(url: string): Promise<PageView>;
  click(button: string, fill?: Record<string, string>): Promise<PageView>;
} {
  let cookie = "";
  let at = "";
  let page = "";
  const go = async (url: string, init: RequestInit = {}): Promise<PageView> => {
    at = url;
    const response = await fetch(new Request(url, { ...init, headers: { cookie }, redirect: "manual" }));
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    const location = response.headers.get("location");
    if (location?.startsWith("/")) return go(new URL(location, url).href);
    page = await response.text();
    return {
      status: response.status,
      title: /<h1>(.*?)<\/h1>/.exec(page)?.[1] ?? "",
      page,
      location: location === null ? undefined : new URL(location),
    };
  };
  return {
    open: (url) => go(url),
    click(button, fill = {}) {
      const form = page.match(/<form[\s\S]*?<\/form>/g)?.find((text) => text.replace(/<button[^>]*>/g, "").includes(button));
      const pressed = form?.match(/<button[^>]*>[^<]*/g)?.find((text) => text.includes(button));
      if (!form || !pressed) throw new Error(`The page has no button ${button}: ${page}`);
      const body = new URLSearchParams();
      const inputs = (form.match(/<input[^>]*>/g) ?? []).filter((input) => !input.includes('type="checkbox"'));
      for (const tag of [...inputs, pressed]) {
        const name = /name="([^"]*)"/.exec(tag)?.[1];
        if (name !== undefined) body.set(name, /value="([^"]*)"/.exec(tag)?.[1] ?? "");
      }
      for (const [name, value] of Object.entries(fill)) body.set(name, value);
      return go(at, { method: "POST", body });
    },
  };
}

export interface PageView {
  status: number;
  title: string;
  page: string;
  location: URL | undefined;
}
