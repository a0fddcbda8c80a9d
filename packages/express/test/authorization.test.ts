import type { Principal as CerbosPrincipal, Resource as CerbosResource, Client } from "@cerbos/core";
import { describe, expect, expectTypeOf, it } from "vitest";
import { authorization, type Decisions, errorHandler, type Principal, type Resource } from "../src/index.js";
import { sites } from "./support/sites.js";

const start = sites();
const contact: Resource = { kind: "contact", id: "1", attr: { ownerId: "00u1alice" } };

type Asked = Parameters<Decisions["checkResources"]>[0] | Parameters<Decisions["isAllowed"]>[0];

/** A decision point that allows `read`, and remembers what it was asked. */
function pdp(change: Partial<Decisions> = {}) {
  const asked: Asked[] = [];
  const decisions: Decisions = {
    async isAllowed(request) {
      asked.push(request);
      return request.action === "read";
    },
    async checkResources(request) {
      asked.push(request);
      return {
        results: request.resources.map(({ resource }) => ({
          resource,
          isAllowed: (action: string) => action === "read",
        })),
      };
    },
    ...change,
  };
  return { asked, decisions };
}

const guarded = (decisions: Decisions, timeout?: number) => ({
  routes: (app: import("express").Express, signIn: import("../src/index.js").SignIn) => {
    app.use(authorization({ decisions, ...(timeout === undefined ? {} : { timeout }) }));
    app.get("/read", signIn.requireUser(), async (req, res) => {
      await req.authorize("read", contact);
      res.json({ read: true });
    });
    app.get("/delete", signIn.requireUser(), async (req, res) => {
      await req.authorize("delete", contact);
      res.json({ deleted: true });
    });
    app.get(
      "/can",
      async (req, res) =>
        void res.json(await Promise.all(["read", "delete"].map((action) => req.can(action, contact)))),
    );
    app.get("/each", async (req, res) => {
      const many = Array.from({ length: 120 }, (_, index) => ({ kind: "contact", id: String(index) }));
      const answers = await req.canEach(["read", "delete"], many);
      res.json(answers);
    });
    app.use(errorHandler());
  },
});

describe("authorization()", () => {
  it("takes the official clients, and gives them what they take", () => {
    expectTypeOf<Client>().toExtend<Decisions>();
    expectTypeOf<Principal>().toExtend<CerbosPrincipal>();
    expectTypeOf<Resource>().toExtend<CerbosResource>();
    expectTypeOf<CerbosResource>().toExtend<Resource>();
  });

  it("asks with the signed-in principal, and answers 403 to a no", async () => {
    const { asked, decisions } = pdp();
    const { browser, signInAs, base } = await start(guarded(decisions));
    const visitor = browser();
    await signInAs(visitor);
    expect((await visitor.ask(`${base}/read`)).json()).toEqual({ read: true });
    expect(asked[0]).toMatchObject({
      principal: { id: "00u1alice", roles: ["Everyone", "admin"] },
      resource: contact,
      action: "read",
    });
    const refused = await visitor.ask(`${base}/delete`);
    expect([refused.status, refused.json()]).toEqual([403, { error: "Unauthorized" }]);
    expect((await visitor.ask(`${base}/can`)).json()).toEqual([true, false]);
  });

  it("asks about many resources in batches of fifty", async () => {
    const { asked, decisions } = pdp();
    const { browser, signInAs, base } = await start(guarded(decisions));
    const visitor = browser();
    await signInAs(visitor);
    const answers = (await visitor.ask(`${base}/each`)).json() as object[];
    expect(answers).toHaveLength(120);
    expect(answers[119]).toEqual({ read: true, delete: false });
    expect(asked.map((request) => ("resources" in request ? request.resources.length : 0))).toEqual([50, 50, 20]);
  });

  it("allows nothing to nobody, without asking", async () => {
    const { asked, decisions } = pdp();
    const { browser, base } = await start(guarded(decisions));
    expect((await browser().ask(`${base}/can`)).json()).toEqual([false, false]);
    expect(((await browser().ask(`${base}/each`)).json() as object[])[0]).toEqual({ read: false, delete: false });
    expect(asked).toEqual([]);
  });

  it.each<[string, Partial<Decisions>, string]>([
    ["rejects", { isAllowed: () => Promise.reject(new Error("down")) }, "/read"],
    [
      "throws",
      {
        isAllowed: () => {
          throw new Error("down");
        },
      },
      "/read",
    ],
    ["never answers", { isAllowed: () => new Promise(() => {}) }, "/read"],
    ["leaves out resources", { checkResources: async () => ({ results: [] }) }, "/each"],
    [
      "answers about others",
      {
        checkResources: async ({ resources }) => ({
          results: resources.map(() => ({ resource: { kind: "contact", id: "x" }, isAllowed: () => true })),
        }),
      },
      "/each",
    ],
  ])("a PDP that %s is a 503, never an allow", async (_, change, path) => {
    const { decisions } = pdp(change);
    const { browser, signInAs, base } = await start(guarded(decisions, 50));
    const visitor = browser();
    await signInAs(visitor);
    const refused = await visitor.ask(base + path);
    expect([refused.status, refused.json()]).toEqual([503, { error: "Authorization unavailable" }]);
  });

  it.each(["yes", 1, {}, undefined])("only true is yes: %j is not", async (answer) => {
    const { decisions } = pdp({ isAllowed: async () => answer as never });
    const { browser, signInAs, base } = await start(guarded(decisions));
    const visitor = browser();
    await signInAs(visitor);
    expect((await visitor.ask(`${base}/read`)).status).toBe(403);
  });

  it("complains about what is no client when it is built", () => {
    expect(() => authorization({ decisions: {} as never })).toThrow(/isAllowed\(\) and checkResources\(\)/);
    expect(() => authorization({ decisions: pdp().decisions, timeout: 0 })).toThrow(/timeout/);
  });
});
