import type { Transport } from "@casement/host";

const microsoftHost = /(^|\.)(microsoftonline\.(com|us|cn)|graph\.microsoft\.(com|us)|outlook\.office\.com|chinacloudapi\.cn)$/;

/** Sends requests for Microsoft's hosts to an emulator instead. */
export function createEmulatorTransport(emulator: string): Transport {
  const { origin } = new URL(emulator);
  const toEmulator = (url: URL): string => (microsoftHost.test(url.hostname) ? origin + url.pathname + url.search : url.href);
  return {
    fetch(input, init) {
      const url = new URL(input);
      const headers = new Headers(init.headers);
      headers.set("X-Forwarded-Host", url.host);
      headers.set("X-Forwarded-Proto", "https");
      return fetch(toEmulator(url), { ...init, headers });
    },
    browserUrl: (url) => toEmulator(new URL(url)),
  };
}
