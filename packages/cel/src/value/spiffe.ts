/** A SPIFFE trust domain, by its bare name. */
export class SpiffeTrustDomain {
  constructor(readonly name: string) {}
}

/** A SPIFFE id; `path` is empty or starts with a slash. */
export class SpiffeId {
  constructor(
    readonly trustDomain: SpiffeTrustDomain,
    readonly path: string,
  ) {}

  toString(): string {
    return `spiffe://${this.trustDomain.name}${this.path}`;
  }
}

export class SpiffeMatcher {
  constructor(readonly matches: (id: SpiffeId) => boolean) {}
}
