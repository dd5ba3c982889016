/** Whether a package's name matches a pattern; `*` at its end matches any rest. */
export function matchesPattern(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** The package of an import specifier: `@casement/host` for `@casement/host/config`. */
export function packageNameOf(specifier: string): string {
  const [first = "", second = ""] = specifier.split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}

export const isPluginPackage = (name: string): boolean => name.startsWith("@casement/plugin-");
