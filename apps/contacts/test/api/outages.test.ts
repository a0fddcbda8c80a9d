import { createDevIdp } from "@gatehouse/dev-idp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseKinds, type TestDatabase } from "../support/databases.js";
import { allowing, type FakePdp, failures, startFakePdp } from "../support/fake-pdp.js";
import { freePort } from "../support/free-port.js";
import type { Person } from "../support/people.js";
import { type PostgresServer, postgresPrograms, startPostgres } from "../support/postgres-server.js";
import { openTestApp, type TestApp } from "../support/test-app.js";
import { until } from "../support/until.js";

const kinds = databaseKinds();
afterAll(() => Promise.all(kinds.map((kind) => kind.close())));

const state = async (app: TestApp) => {
  const answer = await app.stranger().get("/readyz");
  return { status: answer.status, ...((await answer.json()) as object) };
};

describe.each(kinds)("a PDP that fails, with $name", (kind) => {
  let database: TestDatabase;
  let pdp: FakePdp;
  let app: TestApp;
  let alice: Person;

  beforeAll(async () => {
    [database, pdp] = await Promise.all([kind.create(), startFakePdp()]);
    const remote = {
      kind: "remote",
      protocol: "http",
      baseUrl: pdp.url,
      address: pdp.url,
      playground: "play-1",
    } as const;
    app = await openTestApp({ database: database.config, pdp: remote });
    alice = await app.as("alice");
  });
  afterAll(async () => {
    await app.stop();
    pdp.close();
    database.remove();
  });

  it("is asked once for a whole page, with the playground and the version of the policy", async () => {
    pdp.questions.length = 0;
    await alice.get("/contacts?limit=20");
    expect(pdp.questions).toHaveLength(1);
    const [question] = pdp.questions;
    expect(question?.path).toBe("/api/check/resources");
    expect(question?.headers["playground-instance"]).toBe("play-1");
    expect(question?.body).toMatchObject({
      principal: { id: app.idp.users[0]?.sub, roles: ["Everyone", "admin"] },
      resources: expect.objectContaining({ length: 21 }),
    });
    expect(question?.body.resources[0]).toMatchObject({
      actions: ["list", "read", "update", "delete"],
      resource: { kind: "contact", policyVersion: "default" },
    });

    pdp.questions.length = 0;
    await alice.get("/contacts?limit=100");
    expect(pdp.questions.map(({ body }) => body.resources.length)).toEqual([50, 10]);
  });

  it.each(Object.entries(failures))("and %s: 503 everywhere, and nothing is kept", async (_how, behaviour) => {
    const before = await (await alice.get("/contacts?limit=100")).json();
    const { id } = before.contacts[0];
    pdp.behave(behaviour);
    const started = Date.now();
    const answers = await Promise.all([
      alice.get("/session"),
      alice.get("/contacts"),
      alice.get(`/contacts/${id}`),
      alice.get(`/contacts/${id}/decision`),
      alice.post("/contacts", { firstName: "Never", lastName: "Kept" }),
      alice.patch(`/contacts/${id}`, { title: "Never kept" }),
      alice.delete(`/contacts/${id}`),
    ]);
    expect(Date.now() - started).toBeLessThan(5_000);
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(await answer.json()).toEqual({ error: "Authorization unavailable" });
    }
    expect(await state(app)).toMatchObject({
      status: 503,
      signIn: "ok",
      pdp: expect.stringContaining("does not answer"),
      database: "ok",
    });
    expect((await alice.get("/healthz")).status).toBe(200);
    expect((await alice.get("/profile")).status).toBe(200);

    pdp.behave(allowing);
    expect(await (await alice.get("/contacts?limit=100")).json()).toEqual(before);
    expect(await state(app)).toEqual({ status: 200, signIn: "ok", pdp: "ok", database: "ok" });
  });
});

describe("an identity provider that cannot be reached", () => {
  it("does not keep the app from starting, and sign-in works as soon as it is there", async () => {
    const database = await (kinds[0] as (typeof kinds)[number]).create();
    const idpPort = await freePort();
    const port = await freePort();
    const appBaseUrl = `http://localhost:${port}`;
    const client = { clientId: "contacts", clientSecret: "secret" };
    const issuer = `http://127.0.0.1:${idpPort}/oauth2/default`;
    const app = await openTestApp({
      database: database.config,
      port,
      identityProvider: { kind: "okta", issuer, ...client, appBaseUrl },
    });
    const person = { ...app, url: appBaseUrl };
    const get = (path: string) => fetch(appBaseUrl + path, { redirect: "manual" });
    try {
      expect(app.running.lines[2]).toContain(`${issuer} (cannot be reached yet)`);
      expect((await get("/login")).status).toBe(503);
      expect(await (await get("/session")).json()).toEqual({ authenticated: false });
      expect((await get("/contacts")).status).toBe(401);
      const ready = await get("/readyz");
      expect(ready.status).toBe(503);
      expect(await ready.json()).toEqual({
        signIn: expect.stringMatching(/starting|failed/),
        pdp: "ok",
        database: "ok",
      });

      const idp = createDevIdp({
        port: idpPort,
        clients: [{ ...client, redirectUris: [`${appBaseUrl}/authorization-code/callback`] }],
      });
      await idp.listen();
      try {
        await until(
          async () => (await get("/readyz")).status,
          (status) => status === 200,
          40_000,
        );
        expect((await get("/login")).status).toBe(303);
      } finally {
        await idp.close();
      }
    } finally {
      await person.stop();
      database.remove();
    }
  });
});

const programs = postgresPrograms();

describe.runIf("folder" in programs)("a PostgreSQL that goes away", () => {
  it("does not end the app, which says so and recovers by itself", async () => {
    if (!("folder" in programs)) return;
    const server: PostgresServer = await startPostgres(programs);
    const app = await openTestApp({ database: { kind: "postgres", url: await server.createDatabase() } });
    try {
      const alice = await app.as("alice");
      expect((await alice.get("/contacts")).status).toBe(200);
      await server.halt();
      expect(await state(app)).toMatchObject({
        status: 503,
        pdp: "ok",
        database: expect.stringContaining("does not answer"),
      });
      const answer = await alice.get("/contacts");
      expect(answer.status).toBe(500);
      expect(await answer.json()).toEqual({ error: "Internal error" });
      expect((await alice.get("/healthz")).status).toBe(200);
      await server.resume();
      await until(
        async () => (await state(app)).status,
        (status) => status === 200,
      );
      expect((await alice.get("/contacts")).status).toBe(200);
    } finally {
      await app.stop();
      await server.stop();
    }
  });
});
