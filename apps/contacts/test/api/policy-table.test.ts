import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Contact } from "../../src/contacts/contact.js";
import { databaseKinds, type TestDatabase } from "../support/databases.js";
import type { Person } from "../support/people.js";
import { openTestApp, type TestApp } from "../support/test-app.js";

// Who may do what, asked of the API: one row per person and action, once for each version of the policy.

type Outcome = "yes" | "no";
type Table = Readonly<Record<string, Readonly<Record<string, Outcome>>>>;

const everything = {
  list: "yes",
  read: "yes",
  create: "yes",
  updateOwn: "yes",
  updateOther: "yes",
  deleteOwn: "yes",
  deleteOther: "yes",
} as const;
const looking = {
  ...everything,
  create: "no",
  updateOwn: "no",
  updateOther: "no",
  deleteOwn: "no",
  deleteOther: "no",
} as const;
const nothing = { ...looking, list: "no", read: "no" } as const;
const owning = { ...looking, create: "yes", updateOwn: "yes", deleteOwn: "yes" } as const;

const tables: Readonly<Record<string, Table>> = {
  default: { alice: everything, bob: looking, frank: looking, erin: looking, carol: nothing },
  owners: { alice: everything, bob: owning, frank: owning, erin: owning, carol: nothing },
};

const kinds = databaseKinds();
afterAll(() => Promise.all(kinds.map((kind) => kind.close())));

describe.each(kinds)("with $name", (kind) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await kind.create();
  });
  afterAll(() => database.remove());

  describe.each(Object.entries(tables))("policy version %s", (policyVersion, table) => {
    let app: TestApp;
    let alice: Person;
    beforeAll(async () => {
      app = await openTestApp({ database: database.config, policyVersion });
      alice = await app.as("alice");
    });
    afterAll(() => app.stop());

    /** A seeded contact that belongs to the person, or does not. */
    const contactOf = async (name: string, own: boolean): Promise<Contact> => {
      const sub = app.idp.users.find(({ login }) => login === `${name}@example.com`)?.sub;
      const { contacts } = await (await alice.get("/contacts?limit=100")).json();
      const found = contacts.find(({ ownerId }: Contact) => (ownerId === sub) === own);
      if (found === undefined) throw new Error(`No contact ${own ? "of" : "beside those of"} ${name} is left.`);
      return found;
    };

    const attempts: Record<string, (person: Person, name: string) => Promise<Response>> = {
      list: (person) => person.get("/contacts"),
      read: async (person, name) => person.get(`/contacts/${(await contactOf(name, false)).id}`),
      create: (person) => person.post("/contacts", { firstName: "New", lastName: "Contact" }),
      updateOwn: async (person, name) =>
        person.patch(`/contacts/${(await contactOf(name, true)).id}`, { title: "Changed" }),
      updateOther: async (person, name) =>
        person.patch(`/contacts/${(await contactOf(name, false)).id}`, { title: "Changed" }),
      deleteOwn: async (person, name) => person.delete(`/contacts/${(await contactOf(name, true)).id}`),
      deleteOther: async (person, name) => person.delete(`/contacts/${(await contactOf(name, false)).id}`),
    };
    const statusOfYes: Record<string, number> = { create: 201, deleteOwn: 204, deleteOther: 204 };
    const cells = Object.entries(table).flatMap(([name, row]) =>
      Object.entries(row).map(([action, may]) => ({ name, action, may })),
    );

    it.each(cells)("$name: $action, $may", async ({ name, action, may }) => {
      const attempt = attempts[action] as (person: Person, name: string) => Promise<Response>;
      const answer = await attempt(await app.as(name), name);
      if (action === "list") {
        expect(answer.status).toBe(200);
        const { contacts, next } = await answer.json();
        expect(contacts).toHaveLength(may === "yes" ? 20 : 0);
        if (may === "no") expect(next).toBeNull();
      } else if (may === "yes") {
        expect(answer.status).toBe(statusOfYes[action] ?? 200);
      } else {
        expect(answer.status).toBe(403);
        expect(await answer.json()).toEqual({ error: "Unauthorized" });
      }
    });

    it.each(Object.entries(table))("tells %s beforehand what the page may offer", async (name, row) => {
      const person = await app.as(name);
      const session = await (await person.get("/session")).json();
      expect(session).toMatchObject({
        authenticated: true,
        can: { list: row.list === "yes", create: row.create === "yes" },
        principal: { id: session.user.id },
      });
      if (row.list === "no") return;
      const { contacts } = await (await person.get("/contacts?limit=100")).json();
      for (const { ownerId, can } of contacts) {
        const own = ownerId === session.user.id;
        expect(can).toEqual({
          read: row.read === "yes",
          update: (own ? row.updateOwn : row.updateOther) === "yes",
          delete: (own ? row.deleteOwn : row.deleteOther) === "yes",
        });
      }
    });

    it("lets nobody do anything who is not signed in", async () => {
      const { id } = await contactOf("alice", true);
      const nobody = app.stranger();
      const answers = await Promise.all([
        nobody.get("/contacts"),
        nobody.get(`/contacts/${id}`),
        nobody.get("/contacts/not-an-id"),
        nobody.get(`/contacts/${id}/decision`),
        nobody.post("/contacts", { firstName: "New", lastName: "Contact" }),
        nobody.post("/contacts/new", "this is not even JSON"),
        nobody.patch(`/contacts/${id}`, { title: "Changed" }),
        nobody.delete(`/contacts/${id}`),
        nobody.get("/profile"),
      ]);
      for (const answer of answers) {
        expect(answer.status).toBe(401);
        expect(await answer.json()).toEqual({ error: "unauthenticated", login: `${app.url}/login` });
      }
      expect(await (await nobody.get("/session")).json()).toEqual({ authenticated: false });
    });
  });
});
