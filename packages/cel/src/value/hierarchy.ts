/** The parts of a dotted name, as `hierarchy("a.b.c")` makes them. */
export class Hierarchy {
  constructor(readonly parts: readonly string[]) {}
}
