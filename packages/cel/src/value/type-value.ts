/** A type as a value, such as what `type(1)` gives; two are equal when their names are. */
export class TypeValue {
  constructor(readonly name: string) {}
}
