// Keeps the page itself, without any data, so that it opens while the hub cannot be reached and says so. Shows notifications.
const cacheName = "casement-page";

addEventListener("install", (event) => event.waitUntil(keepPage().then(skipWaiting)));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const path = new URL(request.url).href.slice(registration.scope.length);
  const isPage = request.mode === "navigate" && path.replace(/[?#].*/, "") === "";
  const isPart = request.method === "GET" && request.url.startsWith(registration.scope) && /^(assets\/|icon\.svg$)/.test(path);
  if (isPage) event.respondWith(openPage(request));
  else if (isPart) event.respondWith(openPart(request));
});

/** The page is open already: its parts come from the browser. */
async function keepPage() {
  const page = await fetch(registration.scope);
  if (!isOwnPage(await page.clone().text())) return;
  const parts = (await page.clone().text()).match(/assets\/[^"]+/g) ?? [];
  await (await caches.open(cacheName)).put(registration.scope, page);
  await Promise.all(parts.map((part) => openPart(new Request(registration.scope + part))));
}

/** How long a hub that accepts a connection and says nothing is waited for (ms). */
const patience = 5_000;

/** From the hub; while it does not respond, as it was last. What a proxy wants, such as a sign-in, is for the person. */
async function openPage(request) {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(registration.scope);
  const answer = fetch(request).catch(() => undefined);
  const fresh = await (kept ? Promise.race([answer, new Promise((resolve) => setTimeout(resolve, patience))]) : answer);
  if (!fresh || fresh.status >= 500) return kept ?? fresh ?? Response.error();
  const text = fresh.ok ? await fresh.clone().text() : "";
  if (!isOwnPage(text)) return fresh;
  const before = await kept?.text();
  // After an upgrade of the hub, the parts have other names.
  if (before !== text) await caches.delete(cacheName);
  await (await caches.open(cacheName)).put(registration.scope, fresh.clone());
  return fresh;
}

const isOwnPage = (text) => /<script[^>]+src="[^"]*assets\//.test(text);

/** Parts with the same name have the same content. */
async function openPart(request) {
  const cache = await caches.open(cacheName);
  const known = await cache.match(request);
  if (known) return known;
  const fresh = await fetch(request);
  // A page instead of it comes from a proxy.
  if (fresh.ok && !fresh.headers.get("content-type")?.startsWith("text/html")) await cache.put(request, fresh.clone());
  return fresh;
}

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(
    clients.matchAll({ type: "window", includeUncontrolled: true }).then((windows) => {
      const [open] = windows;
      return open ? open.focus() : clients.openWindow(registration.scope);
    }),
  );
});
