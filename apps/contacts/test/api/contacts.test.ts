import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Contact } from "../../src/contacts/contact.js";
import { databaseKinds, type TestDatabase } from "../support/databases.js";
import type { Person } from "../support/people.js";
import { openTestApp, type TestApp } from "../support/test-app.js";

const kinds = databaseKinds();
afterAll(() => Promise.all(kinds.map((kind) => kind.close())));

const json = async <T = Record<string, unknown>>(answer: Response | Promise<Response>): Promise<T> =>
  (await (await answer).json()) as T;

describe.each(kinds)("the API with $name", (kind) => {
  let database: TestDatabase;
  let app: TestApp;
  let alice: Person;
  let bob: Person;
  let carol: Person;

  beforeAll(async () => {
    database = await kind.create();
    app = await openTestApp({ database: database.config });
    [alice, bob, carol] = await Promise.all([app.as("alice"), app.as("bob"), app.as("carol")]);
  });
  afterAll(async () => {
    await app.stop();
    database.remove();
  });

  const page = (path: string, person = alice) =>
    json<{ contacts: (Contact & { can: object })[]; next: string | null }>(person.get(path));
  const everybody = async (query = "") => {
    const all: Contact[] = [];
    let after = "";
    do {
      const { contacts, next } = await page(`/contacts?limit=7${query}${after}`);
      all.push(...contacts);
      after = next === null ? "" : `&after=${encodeURIComponent(next)}`;
    } while (after !== "");
    return all;
  };
  const created = async (fields: object, person = alice) =>
    json<Contact>(person.post("/contacts", { firstName: "Test", lastName: "Person", ...fields }));
  const total = async () => (await everybody()).length;

  describe("a new database", () => {
    it("has the 60 seeded contacts in order, owned by different people", async () => {
      const all = await everybody();
      expect(all).toHaveLength(60);
      expect(new Set(all.map(({ id }) => id)).size).toBe(60);
      expect(new Set(all.map(({ ownerId }) => ownerId)).size).toBeGreaterThan(3);
      const names = all.map(({ lastName, firstName }) => `${lastName}, ${firstName}`);
      expect(names).toEqual([...names].sort());
      expect(names).toEqual(expect.arrayContaining(["Smith, John", "Jane, Sarah"]));
    });

    it("shows a contact whole", async () => {
      const { contacts } = await page("/contacts?q=john%20smith");
      expect(contacts).toEqual([
        {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          firstName: "John",
          lastName: "Smith",
          email: "john.smith@acmeindustries.example",
          phone: "+1 555 0101",
          company: "Acme Industries",
          title: "Head of purchasing",
          notes: expect.any(String),
          ownerId: app.idp.users.find(({ login }) => login === "bob@example.com")?.sub,
          createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
          updatedAt: contacts[0]?.createdAt,
          version: 1,
          can: { read: true, update: true, delete: true },
        },
      ]);
    });
  });

  describe("lists", () => {
    it("come in pages of 20, the last without a next", async () => {
      const first = await page("/contacts");
      expect(first.contacts).toHaveLength(20);
      const rest = await page(`/contacts?limit=100&after=${first.next}`);
      expect(rest.contacts).toHaveLength((await total()) - 20);
      expect(rest.next).toBeNull();
    });

    it("end exactly: a page that takes all has no next", async () => {
      const count = (await everybody("&q=smith")).length;
      expect(await page(`/contacts?q=smith&limit=${count}`)).toMatchObject({ next: null });
    });

    it("go on after a contact's id, and after a place whose contact is gone", async () => {
      const [first, second, third] = (await page("/contacts?limit=3")).contacts;
      expect((await page(`/contacts?limit=1&after=${first?.id}`)).contacts[0]?.id).toBe(second?.id);

      const gone = await created({ lastName: "Aaaa" });
      const behindIt = await page("/contacts?limit=1");
      expect(behindIt.contacts[0]?.id).toBe(gone.id);
      await alice.delete(`/contacts/${gone.id}`);
      expect((await page(`/contacts?limit=2&after=${behindIt.next}`)).contacts.map(({ id }) => id)).toEqual([
        first?.id,
        second?.id,
      ]);
      expect(third).toBeDefined();
    });

    it("keep people apart who have the same name", async () => {
      const twins = await Promise.all([1, 2, 3, 4, 5].map(() => created({ firstName: "Twin", lastName: "Zzz" })));
      const ids: string[] = [];
      let after = "";
      for (let count = 0; count < 5; count++) {
        const { contacts, next } = await page(`/contacts?q=twin%20zzz&limit=1${after}`);
        ids.push(...contacts.map(({ id }) => id));
        after = `&after=${next}`;
      }
      expect(ids).toEqual(twins.map(({ id }) => id).sort());
      for (const id of ids) await alice.delete(`/contacts/${id}`);
    });

    it("are empty for somebody who may list nothing", async () => {
      expect(await page("/contacts", carol)).toEqual({ contacts: [], next: null });
    });

    it.each([
      "limit=0",
      "limit=101",
      "limit=-1",
      "limit=ten",
      "limit=1.5",
      "limit=",
      "limit=1&limit=2",
      "after=",
      "after=xyz",
      `after=${randomUUID()}`,
      "after[]=1&after=2&after=3",
    ])("refuse ?%s", async (query) => {
      const answer = await alice.get(`/contacts?${query}`);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual({
        error: "Invalid request",
        problems: [{ path: query.split(/[=[]/)[0], message: expect.any(String) }],
      });
    });

    it("care for no other parameter", async () => {
      expect((await alice.get("/contacts?colour=red&limit=1&sort=x")).status).toBe(200);
    });
  });

  describe("search", () => {
    it.each([
      ["SMITH", "Smith"],
      ["ohn smi", "Smith"],
      ["  john   smith ", "Smith"],
      ["acme ind", "Smith"],
      ["JOHN.SMITH@ACME", "Smith"],
      ["emile", "Dupont"],
      ["Émile Dup", "Dupont"],
      ["ZOË", "Bishop"],
      ["lucía mart", "Martinez"],
    ])("finds by %j", async (text, lastName) => {
      const { contacts } = await page(`/contacts?q=${encodeURIComponent(text)}`);
      expect(contacts.map((contact) => contact.lastName)).toContain(lastName);
      expect(contacts.length).toBeLessThan(5);
    });

    it("takes wildcards and quotes for what they are", async () => {
      const names = ["100%", "snake_case", "back\\slash", "O'Quote", '"double"'];
      for (const company of names) await created({ firstName: "Odd", lastName: "Company", company });
      for (const company of names) {
        const { contacts } = await page(`/contacts?q=${encodeURIComponent(company)}`);
        expect(contacts.map((contact) => contact.company)).toEqual([company]);
      }
      for (const text of ["%", "_", "\\"]) {
        const { contacts } = await page(`/contacts?q=${encodeURIComponent(text)}&limit=100`);
        expect(contacts.length).toBe(1);
      }
      for (const { id } of await everybody("&q=odd%20company")) await alice.delete(`/contacts/${id}`);
    });

    it("finds nothing across two fields, nor anything that is not there", async () => {
      expect((await page("/contacts?q=smith%0Ajohn.smith")).contacts).toEqual([]);
      expect((await page("/contacts?q=head%20of%20purchasing")).contacts).toEqual([]);
      expect((await page("/contacts?q=nobodyhasthisname")).contacts).toEqual([]);
    });

    it("is no search when it is blank", async () => {
      expect((await page("/contacts?q=%20&limit=5")).contacts).toEqual((await page("/contacts?limit=5")).contacts);
    });

    it("refuses what no contact can hold", async () => {
      expect((await alice.get("/contacts?q=%00")).status).toBe(400);
      expect((await alice.get(`/contacts?q=${"x".repeat(201)}`)).status).toBe(400);
      expect((await alice.get("/contacts?q=a&q=b")).status).toBe(400);
    });
  });

  describe("one contact", () => {
    it("is created, with its place, its tag and its owner", async () => {
      const answer = await alice.post("/contacts/new", {
        firstName: " Ada ",
        lastName: "Lovelace",
        email: "",
        notes: "a\nb",
      });
      expect(answer.status).toBe(201);
      const contact = await json<Contact>(answer);
      expect(contact).toMatchObject({
        firstName: "Ada",
        lastName: "Lovelace",
        email: null,
        phone: null,
        notes: "a\nb",
        version: 1,
      });
      expect(contact.ownerId).toBe(app.idp.users[0]?.sub);
      expect(answer.headers.get("location")).toBe(`/contacts/${contact.id}`);
      expect(answer.headers.get("etag")).toBe('"1"');

      const read = await bob.get(`/contacts/${contact.id}`);
      expect(await json(read)).toEqual(contact);
      expect(read.headers.get("etag")).toBe('"1"');
      expect(read.headers.get("cache-control")).toBe("no-store");
      expect((await bob.get(`/contacts/${contact.id.toUpperCase()}`)).status).toBe(200);
      await alice.delete(`/contacts/${contact.id}`);
    });

    it("changes only where it was told to, is found under its new name, and counts its versions", async () => {
      const before = await created({ firstName: "Grace", lastName: "Hopper", company: "Navy", phone: "1" });
      const answer = await alice.patch(`/contacts/${before.id}`, { lastName: "Murray", phone: null });
      const after = await json<Contact>(answer);
      expect(after).toEqual({ ...before, lastName: "Murray", phone: null, version: 2, updatedAt: after.updatedAt });
      expect(after.updatedAt >= before.updatedAt).toBe(true);
      expect(answer.headers.get("etag")).toBe('"2"');
      expect((await page("/contacts?q=grace%20murray")).contacts).toHaveLength(1);
      expect((await page("/contacts?q=grace%20hopper")).contacts).toHaveLength(0);
      expect(await json(alice.patch(`/contacts/${before.id}`, {}))).toEqual(after);
      await alice.delete(`/contacts/${before.id}`);
    });

    it("is gone when it is deleted", async () => {
      const { id } = await created({});
      const answer = await alice.delete(`/contacts/${id}`);
      expect(answer.status).toBe(204);
      expect(await answer.text()).toBe("");
      for (const again of [
        await alice.get(`/contacts/${id}`),
        await alice.delete(`/contacts/${id}`),
        await alice.patch(`/contacts/${id}`, {}),
      ]) {
        expect(again.status).toBe(404);
        expect(await json(again)).toEqual({ error: "Contact not found" });
      }
    });

    it.each([
      "1",
      "new",
      "null",
      "%20",
      "..%2F..",
      `${randomUUID()}x`,
      randomUUID(),
      "'; drop table contacts; --",
      "%00",
      "%zz",
    ])("is not found under the id %s, whoever asks", async (id) => {
      for (const person of [alice, carol]) {
        for (const answer of [
          await person.get(`/contacts/${id}`),
          await person.patch(`/contacts/${id}`, "not JSON"),
          await person.delete(`/contacts/${id}`),
          await person.get(`/contacts/${id}/decision`),
        ]) {
          expect(answer.status).toBe(404);
          expect(await json(answer)).toEqual({ error: "Contact not found" });
        }
      }
    });

    it("is judged by the PDP before what was sent is looked at", async () => {
      const { id } = await created({});
      for (const answer of [
        await bob.patch(`/contacts/${id}`, "not JSON"),
        await bob.patch(`/contacts/${id}`, { lastName: "" }, { "if-match": '"9"' }),
        await bob.patch(`/contacts/${id}`, "<a/>", { "content-type": "text/xml" }),
        await bob.patch(`/contacts/${id}`, { notes: "x".repeat(200_000) }),
        await bob.post("/contacts", "not JSON"),
        await bob.delete(`/contacts/${id}`, { "if-match": '"9"' }),
      ]) {
        expect(answer.status).toBe(403);
        expect(await json(answer)).toEqual({ error: "Unauthorized" });
      }
      await alice.delete(`/contacts/${id}`);
    });

    it("comes with the exact question to the PDP and its answer", async () => {
      const contact = await created({});
      const decision = await json(bob.get(`/contacts/${contact.id}/decision`));
      expect(decision).toEqual({
        request: {
          principal: (await json(bob.get("/session"))).principal,
          resource: { kind: "contact", id: contact.id, policyVersion: "default", attr: contact },
          actions: ["list", "read", "update", "delete"],
        },
        response: {
          results: { list: "EFFECT_ALLOW", read: "EFFECT_ALLOW", update: "EFFECT_DENY", delete: "EFFECT_DENY" },
        },
      });
      expect((await carol.get(`/contacts/${contact.id}/decision`)).status).toBe(403);
      await alice.delete(`/contacts/${contact.id}`);
    });
  });

  describe("bad input", () => {
    it.each([
      ["no body", undefined, {}, 400],
      ["malformed JSON", "{", {}, 400],
      ["an array", [], {}, 400],
      ["text", '"text"', {}, 400],
      ["null", "null", {}, 400],
      ["nothing in it", {}, {}, 400],
      ["an unknown field", { firstName: "A", lastName: "B", colour: "red" }, {}, 400],
      ["the server's field", { firstName: "A", lastName: "B", ownerId: "me" }, {}, 400],
      ["a form", "firstName=A&lastName=B", { "content-type": "application/x-www-form-urlencoded" }, 415],
      ["plain text", '{"firstName":"A","lastName":"B"}', { "content-type": "text/plain" }, 415],
      [
        "an odd charset",
        '{"firstName":"A","lastName":"B"}',
        { "content-type": "application/json; charset=koi8-r" },
        415,
      ],
      ["an odd encoding", '{"firstName":"A","lastName":"B"}', { "content-encoding": "zip" }, 415],
      ["over 100 kB", { firstName: "A", lastName: "B", notes: "x".repeat(103_000) }, {}, 413],
    ])("%s is refused and nothing is kept", async (_what, body, headers, status) => {
      const { id } = (await page("/contacts?limit=1")).contacts[0] ?? { id: "" };
      const before = await everybody();
      const answers = [await alice.post("/contacts", body, headers as Record<string, string>)];
      // A change may name no field at all, or only some.
      if (_what !== "nothing in it")
        answers.push(await alice.patch(`/contacts/${id}`, body, headers as Record<string, string>));
      for (const answer of answers) {
        expect(answer.status).toBe(status);
        const said = await json<{ error: string; problems?: unknown }>(answer);
        expect(said.error).toEqual(expect.any(String));
        if (status !== 400) continue;
        expect(said).toMatchObject({ error: "Invalid request" });
        expect(said.problems).toEqual(
          expect.arrayContaining([{ path: expect.any(String), message: expect.any(String) }]),
        );
      }
      expect(await everybody()).toEqual(before);
    });

    it("is named field by field", async () => {
      const answer = await alice.post("/contacts", { firstName: 5, email: "nobody", id: "1" });
      expect((await json<{ problems: { path: string }[] }>(answer)).problems.map(({ path }) => path)).toEqual([
        "id",
        "firstName",
        "lastName",
        "email",
      ]);
    });

    it("may be as long as the limits, in any script", async () => {
      const longest = "\uFDFA".repeat(100);
      const contact = await created({ firstName: longest, lastName: longest, notes: "x".repeat(5_000) });
      expect((await page(`/contacts?q=${encodeURIComponent(longest)}`)).contacts.map(({ id }) => id)).toEqual([
        contact.id,
      ]);
      await alice.delete(`/contacts/${contact.id}`);
    });
  });

  describe("If-Match", () => {
    it("lets only the reader of the latest version write", async () => {
      const { id } = await created({});
      expect((await alice.patch(`/contacts/${id}`, { title: "One" }, { "if-match": '"1"' })).status).toBe(200);
      for (const tag of ['"1"', 'W/"2"', "2", '"x"']) {
        const late = await alice.patch(`/contacts/${id}`, { title: "Two" }, { "if-match": tag });
        expect(late.status).toBe(412);
        expect(await json(late)).toEqual({ error: expect.any(String) });
        expect((await alice.delete(`/contacts/${id}`, { "if-match": tag })).status).toBe(412);
      }
      expect(await json(alice.get(`/contacts/${id}`))).toMatchObject({ title: "One", version: 2 });
      expect((await alice.patch(`/contacts/${id}`, { title: "" }, { "if-match": "*" })).status).toBe(200);
      expect((await alice.delete(`/contacts/${id}`, { "if-match": '"9", "3"' })).status).toBe(204);
    });

    it("comes after what is wrong with the body", async () => {
      const { id } = await created({});
      expect((await alice.patch(`/contacts/${id}`, { lastName: "" }, { "if-match": '"9"' })).status).toBe(400);
      await alice.delete(`/contacts/${id}`);
    });

    it("lets one of many win who write at the same moment", async () => {
      const { id } = await created({});
      const writers = Array.from({ length: 10 }, (_, count) =>
        alice.patch(`/contacts/${id}`, { title: `Writer ${count}` }, { "if-match": '"1"' }),
      );
      const statuses = (await Promise.all(writers)).map(({ status }) => status).sort();
      expect(statuses).toEqual([200, ...Array(9).fill(412)]);
      expect(await json(alice.get(`/contacts/${id}`))).toMatchObject({ version: 2 });
      await alice.delete(`/contacts/${id}`);
    });
  });

  it("loses none of many changes at the same moment", async () => {
    const { id } = await created({});
    const fields = ["email", "phone", "company", "title", "notes"];
    const answers = await Promise.all(
      fields.map((field) => alice.patch(`/contacts/${id}`, { [field]: field === "email" ? "a@b.example" : field })),
    );
    expect(answers.map(({ status }) => status)).toEqual(fields.map(() => 200));
    const expected = {
      email: "a@b.example",
      phone: "phone",
      company: "company",
      title: "title",
      notes: "notes",
      version: 6,
    };
    expect(await json(alice.get(`/contacts/${id}`))).toMatchObject(expected);
    await alice.delete(`/contacts/${id}`);
  });

  it("refuses writes that another site has a browser send", async () => {
    const before = await total();
    const headers = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect((await alice.post("/contacts", { firstName: "A", lastName: "B" }, headers)).status).toBe(403);
    expect(await total()).toBe(before);
  });

  it("shows the tutorial's profile, and who is signed in", async () => {
    const profile = await json(bob.get("/profile"));
    expect(profile).toMatchObject({ sub: app.idp.users[1]?.sub, name: "Bob User", groups: ["Everyone", "user"] });
    expect(await json(bob.get("/session"))).toMatchObject({
      user: { id: profile.sub, name: "Bob User", groups: ["Everyone", "user"] },
      login: "/login",
      logout: "/logout",
    });
    expect(await json(carol.get("/session"))).toMatchObject({
      user: { name: "Carol Nogroups", groups: [] },
      principal: { roles: ["no-groups"] },
      can: { list: false, create: false },
    });
  });

  it("keeps contacts between starts, and deleted ones deleted", async () => {
    const jane = (await page("/contacts?q=sarah%20jane")).contacts[0];
    const kept = await created({ lastName: "Kept" });
    await alice.delete(`/contacts/${jane?.id}`);
    const before = await everybody();
    await app.stop();
    app = await openTestApp({ database: database.config });
    [alice, bob, carol] = await Promise.all([app.as("alice"), app.as("bob"), app.as("carol")]);
    const after = await everybody();
    expect(after).toEqual(before);
    expect(after.map(({ id }) => id)).toContain(kept.id);
  });
});
