/** An IP address: family and number. */
export class Ip {
  constructor(
    readonly family: 4 | 6,
    readonly bits: bigint,
  ) {}
}

/** An address with a prefix length; host bits are kept. */
export class Cidr {
  constructor(
    readonly ip: Ip,
    readonly prefixLength: number,
  ) {}
}
