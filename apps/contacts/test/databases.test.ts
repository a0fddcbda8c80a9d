import { afterAll, describe, expect, it } from "vitest";
import { contactsIn } from "../src/data/contacts.js";
import type { OpenDatabase } from "../src/data/database.js";
import { openDatabase } from "../src/data/open-database.js";
import { seedContacts } from "../src/data/seed.js";
import { databaseKinds } from "./support/databases.js";

// What must be the same in PGlite and in a PostgreSQL, whatever the locale of its machine.

const kinds = databaseKinds();
afterAll(() => Promise.all(kinds.map((kind) => kind.close())));

const fail = (error: Error) => {
  throw error;
};
const nobody = { email: null, phone: null, company: null, title: null, notes: null };

describe.each(kinds)("$name", (kind) => {
  const withDatabase = async (work: (open: () => Promise<OpenDatabase>) => Promise<void>) => {
    const { config, remove } = await kind.create();
    const opened: OpenDatabase[] = [];
    try {
      await work(async () => {
        const database = await openDatabase(config, fail);
        opened.push(database);
        return database;
      });
    } finally {
      for (const database of opened) await database.close();
      remove();
    }
  };

  it("orders names as people do, ties by id, page by page", () =>
    withDatabase(async (open) => {
      const contacts = contactsIn((await open()).database);
      const names = [
        "Zürich",
        "zulu",
        "Ångström",
        "angstrom",
        "O'Neil",
        "Öz",
        "de Vries",
        "Devries",
        "Ødegård",
        "山田",
        "a b",
        "ab",
        "A-b",
      ];
      for (const lastName of names) await contacts.create({ ...nobody, firstName: "Same", lastName }, "me");
      const seen: string[] = [];
      for (let after: { sortName: string; id: string } | undefined; ; ) {
        const rows = await contacts.list({ after, limit: 2 });
        seen.push(...rows.map(({ contact }) => contact.lastName));
        if (rows.length < 2) break;
        after = rows.at(-1)?.position;
      }
      const [first, second] = seen.slice(3, 5).sort();
      expect([first, second]).toEqual(["angstrom", "Ångström"]);
      expect(seen.toSpliced(3, 2)).toEqual([
        "a b",
        "A-b",
        "ab",
        "de Vries",
        "Devries",
        "O'Neil",
        "Öz",
        "zulu",
        "Zürich",
        "Ødegård",
        "山田",
      ]);
    }));

  it("keeps instants to the millisecond and text as it is", () =>
    withDatabase(async (open) => {
      const now = new Date("2024-02-29T23:59:59.987Z");
      const contacts = contactsIn((await open()).database, () => now);
      const notes = "line one\n\tline two — “quoted” \\ 'single' 👩‍🚀";
      const { id } = await contacts.create({ ...nobody, firstName: "A", lastName: "B", notes }, "me");
      expect(await contacts.find(id)).toMatchObject({
        notes,
        createdAt: now.toISOString(),
        updatedAt: now.toISOString(),
      });
    }));

  it("keeps nothing of a change that fails on its way", () =>
    withDatabase(async (open) => {
      const contacts = contactsIn((await open()).database);
      const before = await contacts.create({ ...nobody, firstName: "A", lastName: "B" }, "me");
      const failing = contacts.change(before.id, async (_contact, row) => {
        await row.update({ firstName: "Changed" });
        throw new Error("too late");
      });
      await expect(failing).rejects.toThrow("too late");
      expect(await contacts.find(before.id)).toEqual(before);
    }));

  it("seeds once, and never again", () =>
    withDatabase(async (open) => {
      const { database } = await open();
      await Promise.all([seedContacts(database), seedContacts(database)]);
      const contacts = contactsIn(database);
      const seeded = await contacts.list({ limit: 100 });
      expect(seeded).toHaveLength(60);
      for (const { contact } of seeded) await contacts.change(contact.id, (_contact, row) => row.remove());
      await seedContacts(database);
      expect(await contacts.list({ limit: 100 })).toEqual([]);
    }));

  if (kind.name === "PGlite") return; // One process at a time.
  it("is migrated once by instances that start together", () =>
    withDatabase(async (open) => {
      const instances = await Promise.all([open(), open(), open()]);
      await Promise.all(instances.map(({ database }) => seedContacts(database)));
      for (const { database } of instances) expect(await contactsIn(database).list({ limit: 100 })).toHaveLength(60);
    }));
});
