/** An address below another one, which may have a path and a slash at its end. `path` begins with a slash. */
export const addressBelow = (base: string, path: string): string => `${base.replace(/\/+$/, "")}${path}`;
