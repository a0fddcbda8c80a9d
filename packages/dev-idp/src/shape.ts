/** A value whose members can be looked at, of unknown content. */
export type Shape = Readonly<Record<string, unknown>>;

/** True for plain objects; arrays and null are not shapes. */
export function isShape(value: unknown): value is Shape {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The first of `names` that is nearly `word`, for "did you mean"; undefined when none is. */
function nearest(word: string, names: readonly string[]): string | undefined {
  const flat = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  return names.find((name) => flat(name) === flat(word) || flat(name).startsWith(flat(word).slice(0, 5)));
}

/** One problem for each member of `shape` that is not among `known`. */
export function unknownMembers(shape: Shape, known: readonly string[], place: string): string[] {
  return Object.keys(shape)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      return `${place}: unknown name ${JSON.stringify(name)}${meant ? `, did you mean "${meant}"?` : ""}`;
    });
}
