import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";
import { ExpiringMap } from "./expiring-map.js";

/**
 * The models that end with their grant. The library's `revokeByGrantId` must touch no others: a running interaction
 * has a grant id as well, and losing it breaks the login (okta.md 7.3, trap 10).
 */
const endWithGrant: readonly string[] = [
  "AccessToken",
  "AuthorizationCode",
  "RefreshToken",
  "DeviceCode",
  "BackchannelAuthenticationRequest",
  "PreAuthorizedCode",
];

/** How long the list of a grant's records is kept, in seconds; longer than any of them lives. */
const grantMembersLifetime = 60 * 24 * 3600;

/**
 * The records of one provider, in memory, each until it expires. A used refresh token is shown as unused for `leeway`
 * seconds, as Okta tolerates it (OKT-20, okta.md 7.3 trap 11).
 * @param leeway asked at each use, in seconds
 */
export function storage(leeway: () => number): AdapterFactory {
  const records = new ExpiringMap<AdapterPayload>();
  const sessionByUid = new ExpiringMap<string>();
  const membersOfGrant = new ExpiringMap<Set<string>>();
  const now = () => Math.floor(Date.now() / 1000);

  return function adapter(model: string): Adapter {
    const key = (id: string) => `${model}:${id}`;
    return {
      async upsert(id, payload, expiresIn) {
        records.set(key(id), payload, expiresIn);
        if (model === "Session" && payload.uid) sessionByUid.set(payload.uid, id, expiresIn);
        if (payload.grantId && endWithGrant.includes(model)) {
          const members = membersOfGrant.get(payload.grantId) ?? new Set();
          membersOfGrant.set(payload.grantId, members.add(key(id)), grantMembersLifetime);
        }
      },
      async find(id) {
        const record = records.get(key(id));
        if (model !== "RefreshToken" || !record?.consumed || now() - record.consumed >= leeway()) return record;
        const { consumed: _, ...unused } = record;
        return unused;
      },
      async findByUid(uid) {
        const id = sessionByUid.get(uid);
        return id === undefined ? undefined : records.get(key(id));
      },
      async findByUserCode() {
        return undefined;
      },
      async consume(id) {
        const record = records.get(key(id));
        if (record) record.consumed ??= now();
      },
      async destroy(id) {
        const record = records.get(key(id));
        records.delete(key(id));
        if (record?.grantId) membersOfGrant.get(record.grantId)?.delete(key(id));
        if (model === "Grant") membersOfGrant.delete(id);
      },
      async revokeByGrantId(grantId) {
        const prefix = key("");
        for (const member of membersOfGrant.get(grantId) ?? []) if (member.startsWith(prefix)) records.delete(member);
      },
    };
  };
}
