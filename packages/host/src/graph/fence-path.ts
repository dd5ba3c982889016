/**
 * The path as the permission map has it. OneDrive and SharePoint also find an item by its path (`root:/a/b:/children`,
 * `items/{id}:/a/b:/content`), and a site by its address (`sites/{host}:/sites/hr:/lists`). To the map these are `items/{id}/children` and
 * `sites/{id}/lists`. Source: https://learn.microsoft.com/graph/onedrive-addressing-driveitems
 */
export function fencePathOf(path: string): string {
  const byPath = /^(.*?)(\/root|\/items\/[^/:]+|\/sites\/[^/:]+):\/(?:(?!:\/).)*?(?::(\/.*)?)?$/i.exec(path);
  if (!byPath) return path;
  const [, start = "", item = "", rest = ""] = byPath;
  const isSite = /^\/sites\//i.test(item);
  // The root itself is `root` to the map; everything below it is an item.
  return fencePathOf(`${start}${isSite ? "/sites/{id}" : "/items/{id}"}${rest}`);
}
