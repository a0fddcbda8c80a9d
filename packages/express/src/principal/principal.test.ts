import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { events, type SignInEvent } from "../events.js";
import { type GroupsRules, groupsOf } from "./groups.js";
import { type Claims, type Identity, type PrincipalRules, principalOf } from "./principal.js";

const rules: PrincipalRules = {
  roleMap: undefined,
  roleMapStrict: false,
  noGroupsRole: "no-groups",
  toPrincipal: undefined,
};
const identity: Identity = {
  issuer: "https://op.example",
  sub: "00u1",
  claims: { sub: "00u1", name: "Alice" },
  groups: ["admin"],
};
const groupRules: GroupsRules = { claim: "groups", include: undefined, overage: undefined, noGroupsRole: "no-groups" };

async function groups(claims: unknown, change: Partial<GroupsRules> = {}) {
  const heard: SignInEvent[] = [];
  const told = events({ issuer: "i", clock: Date.now, plainSubjects: false });
  told.on("event", (event) => heard.push(event));
  return {
    list: await groupsOf(claims as Claims, { ...groupRules, ...change }, told),
    heard: heard.map(({ type }) => type),
  };
}

describe("groupsOf", () => {
  it.each([
    [{}, []],
    [{ groups: null }, []],
    [{ groups: "a,b" }, ["a,b"]],
    [{ groups: ["b", "a", "b", "", 7, " a ", "A"] }, ["b", "a", " a ", "A"]],
    [{ groups: ["x".repeat(257), "x".repeat(256)] }, ["x".repeat(256)]],
    [{ groups: ["no-groups", "anonymous", "gatehouse:admin", "gatehouse"] }, ["gatehouse"]],
  ])("TH-102, GRP-1, GRP-2: %j", async (claims, expected) => {
    expect((await groups(claims)).list).toEqual(expected);
  });

  it("caps the list at a thousand names", async () => {
    const { list, heard } = await groups({ groups: Array.from({ length: 3000 }, (_, index) => `g${index}`) });
    expect([list.length, heard]).toEqual([1000, ["groups_dropped"]]);
  });

  it.each([7, {}, true])("refuses %j", async (value) => {
    await expect(groups({ groups: value })).rejects.toMatchObject({ code: "groups_malformed" });
  });

  it("GRP-3: a hundred groups may be a cut list", async () => {
    const hundred = { groups: Array.from({ length: 100 }, (_, index) => `g${index}`) };
    expect((await groups(hundred)).heard).toEqual(["groups_possibly_truncated"]);
    await expect(groups(hundred, { overage: "deny" })).rejects.toMatchObject({ code: "groups_overage" });
    expect((await groups(hundred, { overage: async () => ["all", "of", "them"] })).list).toEqual(["all", "of", "them"]);
  });

  it("GRP-4: keeps what is included", async () => {
    const claims = { groups: ["app-admin", "app-user", "Everyone", "other"] };
    expect((await groups(claims, { include: ["Everyone", { prefix: "app-" }] })).list).toEqual([
      "app-admin",
      "app-user",
      "Everyone",
    ]);
    expect((await groups(claims, { include: /^app-/g })).list).toEqual(["app-admin", "app-user"]);
  });

  it("takes a function for the claim", async () => {
    expect(
      (await groups({ realm: { roles: ["a"] } }, { claim: (claims) => (claims.realm as { roles: string[] }).roles }))
        .list,
    ).toEqual(["a"]);
    const broken = groups(
      {},
      {
        claim: () => {
          throw new Error("x");
        },
      },
    );
    await expect(broken).rejects.toMatchObject({ code: "mapping_failed" });
  });
});

describe("principalOf", () => {
  it("is the subject, its groups as roles, and what policies may ask for", () => {
    const full = {
      ...identity,
      acr: "phr",
      amr: ["pwd"],
      authTime: 5,
      claims: { ...identity.claims, email: "a@b.c", email_verified: "true", locale: 7 },
    };
    expect(principalOf(full, rules)).toEqual({
      id: "00u1",
      roles: ["admin"],
      attr: {
        name: "Alice",
        email: "a@b.c",
        emailVerified: false,
        issuer: "https://op.example",
        acr: "phr",
        amr: ["pwd"],
        authTime: 5,
        groups: ["admin"],
      },
    });
  });

  it("maps groups to roles", () => {
    const roleMap = { admin: ["admin", "auditor"], user: "user" };
    const many = { ...identity, groups: ["admin", "user", "other", "constructor"] };
    expect(principalOf(many, { ...rules, roleMap }).roles).toEqual([
      "admin",
      "auditor",
      "user",
      "other",
      "constructor",
    ]);
    expect(principalOf(many, { ...rules, roleMap, roleMapStrict: true }).roles).toEqual(["admin", "auditor", "user"]);
    expect(principalOf({ ...identity, groups: ["x"] }, { ...rules, roleMap, roleMapStrict: true }).roles).toEqual([
      "no-groups",
    ]);
  });

  it("PRIN-8: a mapping that throws or returns nonsense is an error, never a principal", () => {
    const broken = [
      () => {
        throw new Error("secret");
      },
      () => undefined,
      () => ({ id: "" }),
      () => ({ id: "x", roles: "admin" }),
    ];
    for (const toPrincipal of broken)
      expect(() => principalOf(identity, { ...rules, toPrincipal: toPrincipal as never })).toThrow(/mapping_failed/);
  });

  it("PRIN-4: roles are never empty, blank or repeated, whatever the groups and the mapping", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string()),
        fc.dictionary(fc.string(), fc.array(fc.string())),
        fc.boolean(),
        (list, roleMap, roleMapStrict) => {
          const { roles } = principalOf({ ...identity, groups: list }, { ...rules, roleMap, roleMapStrict });
          expect(roles.length).toBeGreaterThan(0);
          expect(new Set(roles).size).toBe(roles.length);
          expect(roles).not.toContain("");
        },
      ),
    );
  });
});
