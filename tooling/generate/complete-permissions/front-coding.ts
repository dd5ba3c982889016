/** Encodes sorted paths, each as the number of leading segments that it shares with the previous one, and the rest: `2/contacts/{id}`. */
export function frontCoded(paths: readonly string[]): string[] {
  let previous: readonly string[] = [];
  return paths.map((path) => {
    const segments = path.slice(1).split("/");
    let shared = 0;
    while (shared < segments.length && segments[shared] === previous[shared]) shared++;
    previous = segments;
    return `${shared}${segments
      .slice(shared)
      .map((segment) => `/${segment}`)
      .join("")}`;
  });
}
