import { compactVerify, decodeProtectedHeader } from "jose";
import { customFetch, fetchUserInfo, ResponseBodyError, WWWAuthenticateChallengeError } from "openid-client";
import { SignInError } from "../errors.js";
import type { Outgoing } from "../http/outgoing.js";
import type { Settings } from "../settings.js";
import type { Client } from "./client.js";
import { acceptedAlgs } from "./id-token.js";
import { isShallow } from "./json.js";
import type { Keys } from "./keys.js";
import type { ProviderMetadata } from "./metadata.js";

/** Reads userinfo for the subject of the ID token; another subject's answer is refused (CLM-2, CLM-4). */
export type UserInfo = (
  metadata: ProviderMetadata,
  accessToken: string,
  sub: string,
) => Promise<Record<string, unknown>>;

export function userInfo(settings: Settings, client: Client, keys: Keys, outgoing: Outgoing): UserInfo {
  return async (metadata, accessToken, sub) => {
    if (metadata.userinfo_endpoint === undefined)
      throw new SignInError("metadata_invalid", { detail: "userinfo is needed, and userinfo_endpoint is missing" });
    const configured = await client.configuration(metadata, "userinfo");
    let status = 0;
    configured[customFetch] = (async (url: string, init: RequestInit) => {
      const response = await outgoing("userinfo")(url, init);
      status = response.status;
      const isJwt = /^application\/jwt\s*(;|$)/i.test(response.headers.get("content-type") ?? "");
      return status === 200 && isJwt ? await verified(response, metadata) : response;
    }) as never;
    try {
      const claims = await fetchUserInfo(configured, accessToken, sub);
      if (!isShallow(claims)) throw new SignInError("op_error", { detail: "userinfo nests too deeply" });
      return claims;
    } catch (error) {
      throw converted(error, status);
    }
  };

  /** A signed answer, verified with the provider's keys and passed on as plain JSON. */
  async function verified(response: Response, metadata: ProviderMetadata): Promise<Response> {
    const refused = (why: string) => new SignInError("op_error", { detail: `signed userinfo: ${why}` });
    const token = await response.text();
    const { alg, kid } = (() => {
      try {
        return decodeProtectedHeader(token);
      } catch {
        throw refused("not a JWT");
      }
    })();
    if (typeof alg !== "string" || !(acceptedAlgs(settings, metadata) as readonly string[]).includes(alg))
      throw refused("algorithm");
    const [key, ...others] = await keys.find({ kid: typeof kid === "string" ? kid : undefined, alg });
    if (key === undefined || others.length > 0) throw refused("key");
    const { payload } = await compactVerify(token, key, { algorithms: [alg] }).catch(() => {
      throw refused("signature");
    });
    const { iss, aud } = JSON.parse(new TextDecoder().decode(payload)) as { iss?: unknown; aud?: unknown };
    if (iss !== undefined && iss !== settings.issuer) throw refused("iss");
    if (aud !== undefined && ![aud].flat().includes(settings.clientId)) throw refused("aud");
    return new Response(Buffer.from(payload), { status: 200, headers: { "content-type": "application/json" } });
  }
}

function converted(error: unknown, status: number): SignInError {
  const cause = (error as { cause?: unknown } | undefined)?.cause;
  if (error instanceof SignInError) return error;
  if (cause instanceof SignInError) return cause;
  if (status === 401 || status === 403 || error instanceof WWWAuthenticateChallengeError)
    return new SignInError("userinfo_refused", { detail: `status ${status}` });
  if (error instanceof ResponseBodyError) return new SignInError("op_error", { detail: `userinfo: status ${status}` });
  return new SignInError("op_error", { detail: "userinfo: its answer, or whom it is about, was not as expected" });
}
