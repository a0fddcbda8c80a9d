import { randomUUID } from "node:crypto";
import { and, asc, eq, gt, or, sql } from "drizzle-orm";
import type { Contact, ContactChanges, NewContact } from "../contacts/contact.js";
import type { Database } from "./database.js";
import { fold, searchText, sortName } from "./folded-text.js";
import { contacts } from "./schema.js";

/** A place in the order of the list: right behind the contact with this name and id, be it still there or not. */
export interface Position {
  readonly sortName: string;
  readonly id: string;
}

/** A contact and its place in the list. */
export interface Listed {
  readonly contact: Contact;
  readonly position: Position;
}

/** What can be done with a contact while its row is locked. */
export interface LockedContact {
  /** Without any change the contact stays as it is, its version too. */
  update(changes: ContactChanges): Promise<Contact>;
  remove(): Promise<void>;
}

/** Where the contacts are kept. */
export interface Contacts {
  /**
   * The next contacts by last name, first name and id.
   * @param search found in first, last or full name, email or company; case and accents do not matter.
   */
  list(query: { search?: string | undefined; after?: Position | undefined; limit: number }): Promise<Listed[]>;
  /** `undefined` when there is none. The id must be a UUID. */
  find(id: string): Promise<Contact | undefined>;
  /** Where a contact stands in the list; `undefined` when there is none. */
  positionOf(id: string): Promise<Position | undefined>;
  create(contact: NewContact, ownerId: string): Promise<Contact>;
  /**
   * Loads, checks and writes in one transaction: `act` decides while nobody else can change the row, and when it throws
   * nothing of what it wrote is kept. It gets `undefined` when there is no such contact.
   */
  change<T>(id: string, act: (contact: Contact | undefined, row: LockedContact) => Promise<T>): Promise<T>;
}

type Row = typeof contacts.$inferSelect;

/** Contacts in a Postgres database. `now` is the clock that stamps them. */
export function contactsIn(database: Database, now: () => Date = () => new Date()): Contacts {
  return {
    async list({ search, after, limit }) {
      const sought = fold(search ?? "");
      const rows = await database
        .select()
        .from(contacts)
        .where(
          and(after && behind(after), sought === "" ? undefined : sql`strpos(${contacts.searchText}, ${sought}) > 0`),
        )
        .orderBy(asc(contacts.sortName), asc(contacts.id))
        .limit(limit);
      return rows.map((row) => ({ contact: toContact(row), position: { sortName: row.sortName, id: row.id } }));
    },

    async find(id) {
      const [row] = await database.select().from(contacts).where(eq(contacts.id, id));
      return row && toContact(row);
    },

    async positionOf(id) {
      const { sortName, id: key } = contacts;
      const [row] = await database.select({ sortName, id: key }).from(contacts).where(eq(key, id));
      return row;
    },

    async create(contact, ownerId) {
      const [row] = await database
        .insert(contacts)
        .values(newRow(contact, ownerId, now()))
        .returning();
      return toContact(theOne(row));
    },

    change(id, act) {
      return database.transaction(async (transaction) => {
        const [row] = await transaction.select().from(contacts).where(eq(contacts.id, id)).for("update");
        return act(row && toContact(row), {
          async update(changes) {
            if (Object.keys(changes).length === 0) return toContact(theOne(row));
            const { version, ...before } = theOne(row);
            const values = { ...changes, ...folded({ ...before, ...changes }), version: version + 1, updatedAt: now() };
            const [changed] = await transaction.update(contacts).set(values).where(eq(contacts.id, id)).returning();
            return toContact(theOne(changed));
          },
          async remove() {
            await transaction.delete(contacts).where(eq(contacts.id, id));
          },
        });
      });
    },
  };
}

/** The row of a contact that is about to be created. */
export function newRow(contact: NewContact, ownerId: string, createdAt: Date): Row {
  return { id: randomUUID(), ...contact, ownerId, createdAt, updatedAt: createdAt, version: 1, ...folded(contact) };
}

const folded = (contact: NewContact) => ({ sortName: sortName(contact), searchText: searchText(contact) });

const behind = ({ sortName, id }: Position) =>
  or(gt(contacts.sortName, sortName), and(eq(contacts.sortName, sortName), gt(contacts.id, id)));

function theOne<T>(row: T | undefined): T {
  if (row === undefined) throw new Error("The database returned no row for a contact that is there.");
  return row;
}

function toContact({ sortName: _sortName, searchText: _searchText, createdAt, updatedAt, ...fields }: Row): Contact {
  return { ...fields, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
