/** Whether a name fits a pattern in which `*` stands for any rest. */
export function fits(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** The package that an import specifier names: `@casement/host/config` is of `@casement/host`. */
export function packageOf(specifier: string): string {
  const [first = "", second = ""] = specifier.split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}

export const isPlugin = (name: string): boolean => name.startsWith("@casement/plugin-");
