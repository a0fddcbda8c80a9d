import { createHmac } from "node:crypto";
import { type CryptoKey, exportSPKI, importJWK } from "jose";
import { describe, expect, it } from "vitest";
import { type IdTokenDraft, type Misdeeds, signingKey } from "./support/hostile-op.js";
import { sites } from "./support/sites.js";

const start = sites();

const claims =
  (change: Record<string, unknown> | ((held: Record<string, unknown>) => Record<string, unknown>)) =>
  (draft: IdTokenDraft): undefined => {
    draft.claims = { ...draft.claims, ...(typeof change === "function" ? change(draft.claims) : change) };
  };
const without =
  (name: string) =>
  (draft: IdTokenDraft): undefined => {
    delete draft.claims[name];
  };
const header =
  (change: Record<string, unknown>) =>
  (draft: IdTokenDraft): undefined => {
    draft.header = { ...draft.header, ...change };
  };
const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");
const unsigned = (draft: IdTokenDraft) => `${encode({ alg: "none" })}.${encode(draft.claims)}.`;
const hs256 = (secret: string) => (draft: IdTokenDraft) => {
  const input = `${encode({ ...draft.header, alg: "HS256" })}.${encode(draft.claims)}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
};
const iat = (held: Record<string, unknown>) => held.iat as number;

interface Refusal {
  readonly id: string;
  readonly what: string;
  readonly reason: string;
  readonly idToken: NonNullable<Misdeeds["idToken"]>;
  readonly discovery?: Misdeeds["discovery"];
}

const everyAlg: Misdeeds["discovery"] = (document) => ({
  ...document,
  id_token_signing_alg_values_supported: ["RS256", "ES256", "HS256", "none"],
});

const refusals: readonly Refusal[] = [
  { id: "TH-2", what: "iss of another provider", reason: "iss", idToken: claims({ iss: "https://evil.example" }) },
  { id: "TH-3", what: "iss with a trailing slash", reason: "iss", idToken: claims({ iss: "https://op.example/" }) },
  { id: "TH-4", what: "no sub", reason: "sub", idToken: without("sub") },
  { id: "TH-4", what: "a number as sub", reason: "sub", idToken: claims({ sub: 7 }) },
  { id: "TH-4", what: "an empty sub", reason: "sub", idToken: claims({ sub: "" }) },
  { id: "TH-4", what: "a sub of 256 characters", reason: "sub", idToken: claims({ sub: "x".repeat(256) }) },
  { id: "IDT-5", what: "a sub with a control character", reason: "sub", idToken: claims({ sub: "a\u0000b" }) },
  { id: "TH-5", what: "another aud", reason: "aud", idToken: claims({ aud: "other" }) },
  { id: "TH-5", what: "no aud", reason: "aud", idToken: without("aud") },
  { id: "TH-6", what: "two audiences without azp", reason: "aud", idToken: claims({ aud: ["client", "other"] }) },
  { id: "TH-7", what: "a foreign azp", reason: "azp", idToken: claims({ azp: "other" }) },
  { id: "TH-8", what: "no iat", reason: "iat", idToken: without("iat") },
  {
    id: "TH-9",
    what: "an iat of last week",
    reason: "iat",
    idToken: claims((held) => ({ iat: iat(held) - 7 * 86400 })),
  },
  {
    id: "TH-9",
    what: "an iat of tomorrow",
    reason: "iat",
    idToken: claims((held) => ({ iat: iat(held) + 86400, exp: iat(held) + 90000 })),
  },
  { id: "TH-10", what: "no exp", reason: "exp", idToken: without("exp") },
  {
    id: "TH-10",
    what: "an exp passed beyond the tolerance",
    reason: "exp",
    idToken: claims((held) => ({ exp: iat(held) - 35 })),
  },
  {
    id: "IDT-6",
    what: "an exp ten years ahead",
    reason: "exp",
    idToken: claims((held) => ({ exp: iat(held) + 3650 * 86400 })),
  },
  { id: "TH-11", what: "a wrong nonce", reason: "nonce", idToken: claims({ nonce: "wrong" }) },
  { id: "TH-11", what: "no nonce", reason: "nonce", idToken: without("nonce") },
  {
    id: "TH-12",
    what: "a signature by another key under the same kid",
    reason: "signature",
    idToken: async (draft) => {
      draft.key = { ...(await signingKey("k1")), kid: draft.key.kid };
      return undefined;
    },
  },
  {
    id: "TH-13",
    what: "an ES256 signature by an unknown key",
    reason: "alg",
    idToken: async (draft) => {
      draft.key = await signingKey("k1", "ES256");
      draft.header = { alg: "ES256", kid: "k1" };
      return undefined;
    },
    discovery: everyAlg,
  },
  { id: "TH-14", what: "alg none", reason: "alg", idToken: unsigned },
  { id: "TH-14", what: "alg none when the metadata lists it", reason: "alg", idToken: unsigned, discovery: everyAlg },
  {
    id: "TH-15",
    what: "HS256 with the client secret",
    reason: "alg",
    idToken: hs256("client-secret-canary"),
    discovery: everyAlg,
  },
  {
    id: "TH-15",
    what: "HS256 with the public key as secret",
    reason: "alg",
    discovery: everyAlg,
    idToken: async (draft) => hs256(await exportSPKI((await importJWK(draft.key.jwk, "RS256")) as CryptoKey))(draft),
  },
  {
    id: "TH-16",
    what: "RS512 that the metadata allows and the configuration does not",
    reason: "alg",
    idToken: async (draft) => {
      draft.key = await signingKey("k1", "RS512");
      draft.header = { alg: "RS512", kid: "k1" };
      return undefined;
    },
    discovery: (document) => ({ ...document, id_token_signing_alg_values_supported: ["RS256", "RS512"] }),
  },
  {
    id: "TH-24",
    what: "an unknown critical header",
    reason: "malformed",
    idToken: (draft) => `${encode({ ...draft.header, crit: ["x-y"], "x-y": 1 })}.${encode(draft.claims)}.AAAA`,
  },
  { id: "TH-25", what: "a wrong at_hash", reason: "at_hash", idToken: claims({ at_hash: "AAAAAAAAAAAAAAAAAAAAAA" }) },
  { id: "TH-26", what: "a logout token", reason: "typ", idToken: header({ typ: "logout+jwt" }) },
  { id: "TH-26", what: "an access token", reason: "typ", idToken: header({ typ: "at+jwt" }) },
  { id: "TH-27", what: "the token of an earlier sign-in", reason: "nonce", idToken: claims({ nonce: "n".repeat(43) }) },
  { id: "TH-69", what: "a clock 45 s ahead", reason: "iat", idToken: claims((held) => ({ iat: iat(held) + 45 })) },
  {
    id: "IDT-8",
    what: "claims nested 20 deep",
    reason: "malformed",
    idToken: claims({ deep: JSON.parse("[".repeat(20) + "]".repeat(20)) }),
  },
  { id: "IDT-8", what: "70 kB of token", reason: "malformed", idToken: claims({ padding: "x".repeat(70_000) }) },
  {
    id: "IDT-9",
    what: "a session_expiry that has passed",
    reason: "exp",
    idToken: claims((held) => ({ session_expiry: iat(held) - 1 })),
  },
];

describe("an ID token is refused, without a session and with its transaction gone, when it has", () => {
  it.each(refusals)("$id: $what", async ({ reason, idToken, discovery }) => {
    const { browser, signInAs, base, op, events } = await start();
    op.misdeeds = { idToken, ...(discovery === undefined ? {} : { discovery }) };
    const visitor = browser();
    const refused = await signInAs(visitor);
    expect(refused.status).toBe(502);
    expect(refused.text).toContain("id_token_invalid");
    expect(events.find(({ type }) => type === "sign_in_failed")).toMatchObject({ code: "id_token_invalid", reason });
    expect(visitor.cookies()).toEqual([]);
    expect((await visitor.ask(`${base}/`)).json()).toMatchObject({ authenticated: false });
  });
});

describe("an ID token is accepted when it has", () => {
  it.each([
    { id: "TH-6", what: "its aud in a list", idToken: claims({ aud: ["client"] }) },
    {
      id: "TH-6",
      what: "two audiences and the right azp",
      idToken: claims({ aud: ["client", "other"], azp: "client" }),
    },
    { id: "TH-10", what: "an exp passed 28 s ago", idToken: claims((held) => ({ exp: iat(held) - 28 })) },
    {
      id: "TH-17",
      what: "no kid while there is one key",
      idToken: (draft: IdTokenDraft) => void delete draft.header.kid,
    },
    {
      id: "TH-69",
      what: "a clock 25 s ahead",
      idToken: claims((held) => ({ iat: iat(held) + 25, exp: iat(held) + 3600 })),
    },
    { id: "IDT-3", what: "typ JWT in small letters", idToken: header({ typ: "jwt" }) },
    { id: "IDT-7", what: "no at_hash", idToken: without("at_hash") },
  ])("$id: $what", async ({ idToken }) => {
    const { browser, signInAs, op } = await start();
    op.misdeeds.idToken = idToken as NonNullable<Misdeeds["idToken"]>;
    expect((await signInAs(browser())).json()).toMatchObject({ authenticated: true });
  });
});

describe("keys", () => {
  it("TH-18: no kid while there are several keys is refused", async () => {
    const { browser, signInAs, op } = await start();
    op.published = [op.signing, ...op.spareKeys];
    op.misdeeds.idToken = (draft) => void delete draft.header.kid;
    expect((await signInAs(browser())).status).toBe(502);
  });

  it("TH-19: a rotation between two sign-ins costs one more fetch", async () => {
    const { browser, signInAs, op } = await start();
    await signInAs(browser());
    op.published = op.spareKeys.slice(0, 1);
    expect((await signInAs(browser())).json()).toMatchObject({ authenticated: true });
    expect(op.count("/keys")).toBe(2);
  });

  it("TH-20: a rotation just before signing succeeds", async () => {
    const { browser, signInAs, op } = await start();
    await signInAs(browser());
    op.misdeeds.token = (body) => body;
    op.published = [...op.spareKeys, op.signing];
    expect((await signInAs(browser())).json()).toMatchObject({ authenticated: true });
  });

  it("TH-21: made-up kids cause few fetches", async () => {
    const { browser, signInAs, op } = await start();
    let next = 0;
    op.misdeeds.idToken = (draft) => {
      draft.header.kid = `made-up-${next++}`;
      return undefined;
    };
    for (let round = 0; round < 12; round += 1) expect((await signInAs(browser())).status).toBe(502);
    expect(op.count("/keys")).toBeLessThanOrEqual(4);
  });

  it("TH-22: cached keys serve on through an outage, for a day", async () => {
    const { browser, signInAs, op, clock } = await start();
    await signInAs(browser());
    op.misdeeds.network = async (url) => {
      if (url.pathname.endsWith("/keys")) throw new TypeError("fetch failed");
      return undefined;
    };
    clock.ahead += 30 * 60_000;
    expect((await signInAs(browser())).json()).toMatchObject({ authenticated: true });
    clock.ahead += 25 * 3600_000;
    const refused = await signInAs(browser());
    expect(refused.status).toBe(503);
    expect(refused.text).toContain("keys_unavailable");
  });

  it("TH-23: short RSA keys, symmetric and private ones are ignored; ten thousand are refused", async () => {
    const { browser, signInAs, op, events } = await start();
    op.misdeeds.jwks = ({ keys }) => ({
      keys: [
        { kty: "oct", k: "AAAA", kid: "k1" },
        { kty: "RSA", n: Buffer.alloc(128, 255).toString("base64url"), e: "AQAB", kid: "k1" },
        { ...keys[0], d: "AQAB" },
        ...keys,
      ],
    });
    expect((await signInAs(browser())).json()).toMatchObject({ authenticated: true });
    expect(events.filter(({ type }) => type === "key_ignored")).toHaveLength(3);

    const other = await start();
    other.op.misdeeds.jwks = ({ keys }) => ({ keys: Array.from({ length: 10_000 }, () => keys[0]) });
    expect((await other.signInAs(other.browser())).status).toBeGreaterThanOrEqual(500);
  });

  it("TH-24: keys that a token brings or points at are never used or fetched", async () => {
    const { browser, signInAs, op } = await start();
    const own = await signingKey("own");
    op.misdeeds.idToken = (draft) => {
      draft.key = own;
      draft.header = {
        ...draft.header,
        jwk: own.jwk,
        jku: "https://evil.example/keys",
        x5u: "https://evil.example/cert",
      };
      return undefined;
    };
    expect((await signInAs(browser())).status).toBe(502);
    expect(op.requests.every(({ url }) => url.hostname === "op.example")).toBe(true);
  });
});
