/** A value of JSON, as attributes and decisions hold them. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Who asks, as the policy decision point sees them. */
export interface Principal {
  readonly id: string;
  readonly roles: readonly string[];
  readonly attr?: { readonly [name: string]: Json };
  readonly policyVersion?: string;
  readonly scope?: string;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly groups: readonly string[];
}

/** The answer of GET /session for somebody who is signed in. */
export interface Session {
  readonly authenticated: true;
  readonly user: User;
  readonly principal: Principal;
  readonly can: { readonly list: boolean; readonly create: boolean };
}

export type SessionAnswer = Session | { readonly authenticated: false };
