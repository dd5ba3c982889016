/** The path below which the browser finds the hub, without a slash at its end: empty, or `/casement`. */
export const hubBasePath: string = location.pathname.replace(/\/[^/]*$/, "");

/** The absolute address for a path of the hub. */
export const hubAddressOf = (path: string): string => location.origin + hubBasePath + path;
