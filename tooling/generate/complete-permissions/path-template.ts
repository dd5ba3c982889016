/**
 * Converts a path of Microsoft's map to a template: `{id}` for every key, keys in parentheses as segments, named arguments unchanged.
 * Removes `/.../`, which means any number of nested folders, and adds slashes that are missing in the map.
 */
export function pathTemplate(path: string): string {
  return path
    .replaceAll("/.../", "/")
    .replace(/\(\{\w+\}\)/g, "/{id}")
    .replace(/\)(?=\w)/g, ")/")
    .replace(/(?<=\/)\([\w-]+\)/g, "{id}")
    .replace(/(?<=\/)\{\w+\}/g, "{id}");
}
