const hostPattern = /^[\w.:[\]-]+$/;

/**
 * Returns the origin that the caller used, also behind a proxy: `X-Forwarded-Host` and `-Proto`, otherwise `Host`, otherwise the URL
 * itself.
 */
export function publicOriginOf(request: Request): string {
  const url = new URL(request.url);
  const firstHeaderValue = (name: string) => request.headers.get(name)?.split(",")[0]?.trim();
  const host =
    [firstHeaderValue("x-forwarded-host"), firstHeaderValue("host")].find((name) => name !== undefined && hostPattern.test(name)) ??
    url.host;
  const forwarded = firstHeaderValue("x-forwarded-proto");
  const protocol = forwarded === "http" || forwarded === "https" ? forwarded : url.protocol.slice(0, -1);
  return `${protocol}://${host}`;
}
