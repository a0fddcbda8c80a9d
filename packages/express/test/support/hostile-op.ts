import { createHash, randomBytes } from "node:crypto";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

export interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

export interface IdTokenDraft {
  claims: Record<string, unknown>;
  header: Record<string, unknown>;
  key: SigningKey;
}

/** One way each endpoint can misbehave; unset, the provider is honest. */
export interface Misdeeds {
  discovery?: (document: Record<string, unknown>) => unknown;
  jwks?: (document: { keys: JWK[] }) => unknown;
  /** Changes the draft, or returns the whole token. */
  idToken?: (draft: IdTokenDraft) => string | undefined | Promise<string | undefined>;
  token?: (body: Record<string, unknown>) => unknown;
  userinfo?: (body: Record<string, unknown>) => unknown;
  ignorePkce?: boolean;
  /** Delay or failure before any endpoint answers. */
  network?: (url: URL, init: RequestInit | undefined) => Promise<Response | undefined>;
}

const json = (body: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(body), { headers: { "content-type": "application/json" }, ...init });

const asResponse = (value: unknown) => (value instanceof Response ? value : json(value));

let sharedKeys: Promise<SigningKey[]> | undefined;

/** RSA keys are slow to make; every provider of a test file uses the same ones. */
function pregenerated(): Promise<SigningKey[]> {
  sharedKeys ??= Promise.all(["k1", "k2", "k3"].map((kid) => signingKey(kid)));
  return sharedKeys;
}

export async function signingKey(kid: string, alg = "RS256"): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" } };
}

/** An OpenID Provider without sockets: its `fetch` is given to the package, its `authorize` plays the browser's part. */
export class HostileOp {
  readonly requests: { url: URL; init: RequestInit | undefined }[] = [];
  misdeeds: Misdeeds = {};
  user: Record<string, unknown> = {
    sub: "00u1alice",
    name: "Alice",
    preferred_username: "alice@example.com",
    email: "alice@example.com",
    groups: ["Everyone", "admin"],
  };
  now: () => number = Date.now;
  readonly #grants = new Map<string, { nonce: string; challenge: string; user: Record<string, unknown> }>();
  readonly #tokens = new Map<string, Record<string, unknown>>();

  private constructor(
    readonly issuer: string,
    readonly spareKeys: SigningKey[],
    public published: SigningKey[],
  ) {}

  static async create(issuer = "https://op.example"): Promise<HostileOp> {
    const all = await pregenerated();
    return new HostileOp(issuer, all.slice(1), [all[0] as SigningKey]);
  }

  get signing(): SigningKey {
    return this.published[0] as SigningKey;
  }

  count(path: string): number {
    return this.requests.filter(({ url }) => url.pathname.endsWith(path)).length;
  }

  metadata(): Record<string, unknown> {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/v1/authorize`,
      token_endpoint: `${this.issuer}/v1/token`,
      userinfo_endpoint: `${this.issuer}/v1/userinfo`,
      jwks_uri: `${this.issuer}/v1/keys`,
      end_session_endpoint: `${this.issuer}/v1/logout`,
      response_types_supported: ["code"],
      id_token_signing_alg_values_supported: ["RS256"],
      code_challenge_methods_supported: ["S256"],
    };
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    this.requests.push({ url, init });
    init?.signal?.throwIfAborted();
    const early = await this.misdeeds.network?.(url, init);
    if (early !== undefined) return early;
    if (url.pathname.endsWith("/.well-known/openid-configuration"))
      return asResponse(this.misdeeds.discovery?.(this.metadata()) ?? this.metadata());
    if (url.pathname.endsWith("/v1/keys")) {
      const document = { keys: this.published.map(({ jwk }) => jwk) };
      return asResponse(this.misdeeds.jwks?.(document) ?? document);
    }
    if (url.pathname.endsWith("/v1/token")) return await this.#token(new URLSearchParams(String(init?.body)));
    if (url.pathname.endsWith("/v1/userinfo")) return this.#userinfo(new Headers(init?.headers));
    return json({ error: "not_found" }, { status: 404 });
  };

  /** What the browser gets at the authorization endpoint once the person agreed: the callback URL. */
  authorize(request: string | URL, extra: Record<string, string> = {}): string {
    const asked = new URL(request).searchParams;
    const code = randomBytes(12).toString("base64url");
    this.#grants.set(code, {
      nonce: asked.get("nonce") ?? "",
      challenge: asked.get("code_challenge") ?? "",
      user: this.user,
    });
    const callback = new URL(asked.get("redirect_uri") ?? "");
    callback.search = new URLSearchParams({ code, state: asked.get("state") ?? "", ...extra }).toString();
    return callback.href;
  }

  /** The callback URL of a refusal. */
  refuse(request: string | URL, error: string, description = ""): string {
    const asked = new URL(request).searchParams;
    const callback = new URL(asked.get("redirect_uri") ?? "");
    const parameters = { error, error_description: description, state: asked.get("state") ?? "" };
    callback.search = new URLSearchParams(parameters).toString();
    return callback.href;
  }

  async sign({ claims, header, key }: IdTokenDraft): Promise<string> {
    return await new SignJWT(claims as never).setProtectedHeader(header as never).sign(key.privateKey);
  }

  async #token(body: URLSearchParams): Promise<Response> {
    const code = body.get("code") ?? "";
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    const challenge = createHash("sha256")
      .update(body.get("code_verifier") ?? "")
      .digest("base64url");
    if (grant === undefined || (grant.challenge !== challenge && this.misdeeds.ignorePkce !== true))
      return json({ error: "invalid_grant" }, { status: 400 });
    const accessToken = `AT.${randomBytes(9).toString("base64url")}`;
    this.#tokens.set(accessToken, grant.user);
    const now = Math.floor(this.now() / 1000);
    const draft: IdTokenDraft = {
      claims: {
        iss: this.issuer,
        aud: "client",
        iat: now,
        exp: now + 3600,
        nonce: grant.nonce,
        auth_time: now,
        at_hash: createHash("sha256").update(accessToken).digest().subarray(0, 16).toString("base64url"),
        ...grant.user,
      },
      header: { alg: this.signing.alg, kid: this.signing.kid },
      key: this.signing,
    };
    const idToken = (await this.misdeeds.idToken?.(draft)) ?? (await this.sign(draft));
    const answer = {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: 3600,
      scope: body.get("scope") ?? "openid profile",
      id_token: idToken,
    };
    return asResponse(this.misdeeds.token?.(answer) ?? answer);
  }

  #userinfo(headers: Headers): Response {
    const user = this.#tokens.get((headers.get("authorization") ?? "").slice("Bearer ".length));
    if (user === undefined)
      return new Response(null, { status: 401, headers: { "www-authenticate": 'Bearer error="invalid_token"' } });
    return asResponse(this.misdeeds.userinfo?.({ ...user }) ?? user);
  }
}
