/**
 * A path of Microsoft's map as a template: `{id}` for every key, a key in parentheses as a segment, named arguments kept.
 * `/.../`, which stands for any number of nested folders, is left out, and a slash that the map forgot is put in.
 */
export function pathTemplate(path: string): string {
  return path
    .replaceAll("/.../", "/")
    .replace(/\(\{\w+\}\)/g, "/{id}")
    .replace(/\)(?=\w)/g, ")/")
    .replace(/(?<=\/)\([\w-]+\)/g, "{id}")
    .replace(/(?<=\/)\{\w+\}/g, "{id}");
}
